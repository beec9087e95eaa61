/// Text of a provider that goes on to logs and callers: outside bytes of any length.
package enum ProviderText {
    /// Characters that are kept.
    private static let longest = 300

    /// The text without control characters, cut off where it is long; without any of it when it holds a secret.
    package static func shown(_ text: String, without secrets: [String]) -> String {
        guard !secrets.contains(where: { !$0.isEmpty && text.contains($0) }) else { return "•••" }
        let scalars = text.unicodeScalars.lazy.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(longest)
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: scalars)
        return String(kept)
    }

    /// Whether the text can name something: 1...256 visible characters of ASCII.
    package static func isToken(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
