/// Names one request in answers and logs of every process it passes (`X-Request-Id`).
package struct RequestID: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    /// Takes 1 to 128 letters, digits, `.`, `_` and `-`; anything else is nil, for it goes into logs and headers.
    package init?(_ text: some StringProtocol) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = String(text)
    }

    private init(unchecked text: String) {
        self.text = text
    }

    /// A new one: 128 random bits as 32 digits.
    package static func make() -> RequestID {
        RequestID(unchecked: RandomHex.digits32())
    }

    /// The caller's if it is well-formed, else a new one.
    package static func accepting(_ header: String?) -> RequestID {
        header.flatMap { RequestID($0) } ?? make()
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
