/// What is known of bytes that are kept for good.
package struct Asset: Sendable, Equatable {
    package let id: AssetID
    package let type: AssetType
    package let byteCount: Int

    /// Facts of bytes that were hashed and looked at.
    package init(id: AssetID, type: AssetType, byteCount: Int) {
        self.id = id
        self.type = type
        self.byteCount = byteCount
    }
}

/// The kinds of files that are kept, told by their first bytes: what a client or a provider calls them does not count,
/// so that no page or script is ever served as something else. One content has one kind.
package enum AssetType: String, Sendable, CaseIterable {
    case png, jpeg, webp, gif

    /// As `Content-Type` writes it.
    package var mediaType: String { "image/\(rawValue)" }

    /// The kind that begins with `head`, at least its first 12 bytes; nil when it is none of ours.
    package init?(head: some Collection<UInt8>) {
        guard let type = Self.allCases.first(where: { $0.begins(Array(head.prefix(Self.headLength))) }) else {
            return nil
        }
        self = type
    }

    /// Bytes that tell the kind.
    package static let headLength = 12

    private func begins(_ head: [UInt8]) -> Bool {
        switch self {
        case .png: head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .jpeg: head.starts(with: [0xFF, 0xD8, 0xFF])
        case .webp: head.starts(with: "RIFF".utf8) && head.dropFirst(8).starts(with: "WEBP".utf8)
        case .gif: head.starts(with: "GIF87a".utf8) || head.starts(with: "GIF89a".utf8)
        }
    }
}
