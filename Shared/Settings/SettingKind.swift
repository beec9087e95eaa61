/// What a setting takes: how its text is read, what is expected, how a value is shown.
package struct SettingKind<Value: Sendable>: Sendable {
    /// In words, to stand after "expected": `a whole number from 0 to 65535`.
    package let expectation: String
    /// Neither given text nor value is ever shown.
    package let isSecret: Bool
    let parse: @Sendable (String) -> Value?
    let show: @Sendable (Value) -> String

    /// `parse` gives nil for what is not expected.
    package init(
        _ expectation: String, isSecret: Bool = false, parse: @escaping @Sendable (String) -> Value?,
        show: @escaping @Sendable (Value) -> String
    ) {
        self.expectation = expectation
        self.isSecret = isSecret
        self.parse = parse
        self.show = show
    }

    var optional: SettingKind<Value?> {
        SettingKind<Value?>(
            expectation, isSecret: isSecret,
            parse: { text in parse(text).map { .some($0) } },
            show: { value in value.map(show) ?? "none" })
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else {
            return ""
        }
        return String(self[first...last])
    }

    /// Only digits of ASCII, at least one.
    var isDigits: Bool {
        !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
