/// A finished picture's bytes and what its header says.
package struct Picture: Sendable {
    package let bytes: [UInt8]
    package let type: PictureType
    /// Pixels.
    package let width: Int
    package let height: Int

    /// Bytes that were checked to be a picture of that kind.
    package init(bytes: [UInt8], type: PictureType, width: Int, height: Int) {
        self.bytes = bytes
        self.type = type
        self.width = width
        self.height = height
    }
}

/// The kinds of pictures that providers answer with.
package enum PictureType: String, Sendable, CaseIterable {
    case png, jpeg, webp, gif

    /// As `Content-Type` writes it.
    package var mediaType: String { "image/\(rawValue)" }
}
