/// A number as it stands in the text: nothing is rounded on the way through.
package struct JSONNumber: Sendable, Equatable {
    /// The literal, e.g. `1.50` or `12345678901234567890`.
    package let text: String

    /// Takes a literal that the scanner has checked.
    init(checked text: String) { self.text = text }

    /// The shortest literal of that integer.
    package init(_ value: some BinaryInteger) { text = String(value) }

    /// The shortest literal that reads back as that value; nil for infinities and NaN, which JSON lacks.
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = Self.whole(value, below: 1e15).map { String($0) } ?? "\(value)"
    }

    /// Takes a literal of RFC 8259's grammar; nil for anything else.
    package init?(literal: String) {
        let bytes = Array(literal.utf8)
        let whole = bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            var scanner = JSONScanner(base: base, from: 0, to: buffer.count, limits: .standard)
            return (try? scanner.scanNumber()) == 0..<buffer.count
        }
        guard whole else { return nil }
        text = literal
    }

    /// The value, if it is whole and fits; `3.0` and `3e0` count as 3.
    package var int: Int? { Int(text) ?? Double(text).flatMap { Self.whole($0, below: 0x1p62) } }

    /// The integer that `value` is, if it is one and small enough; without `rounded()`, which would need libm.
    private static func whole(_ value: Double, below bound: Double) -> Int? {
        guard value > -bound, value < bound else { return nil }
        let integer = Int(value)
        return Double(integer) == value ? integer : nil
    }

    /// The nearest double; nil if it is out of range.
    package var double: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
}
