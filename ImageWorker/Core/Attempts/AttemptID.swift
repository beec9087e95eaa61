/// Names an attempt on this worker: the caller's `attemptId`, else one made from the request's id.
package struct AttemptID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Takes 1...128 letters, digits, `.`, `_`, `:` or `-`, not beginning with a dot; nil for anything else, for it becomes
    /// part of a path.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard (1...128).contains(bytes.count), bytes.first != 0x2E, bytes.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    /// A new one that begins with the request's id, as far as its characters allow.
    package init(requestID: String, distinguishedBy number: UInt32?) {
        let allowed = requestID.utf8.filter(Self.isAllowed).drop { $0 == 0x2E }
        let kept = String(decoding: allowed.prefix(100), as: UTF8.self)
        text = number.map { "\(kept)-\(String($0, radix: 16))" } ?? (kept.isEmpty ? "request" : kept)
    }

    package var description: String { text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
        default: false
        }
    }
}
