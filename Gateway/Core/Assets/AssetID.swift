import Signing

/// The name of an asset: the SHA-256 of its bytes as 64 lower-case hex digits. Nothing else of a request may become
/// part of a path.
package struct AssetID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil for any other text.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 64, Hex.bytes(text) != nil else { return nil }
        self.text = String(text)
    }

    /// The name of what has that SHA-256, 32 bytes.
    package init(sha256: [UInt8]) {
        precondition(sha256.count == 32, "SHA-256 has 32 bytes")
        text = Hex.text(sha256)
    }

    package var description: String { text }
}
