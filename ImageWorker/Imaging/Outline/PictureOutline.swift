import ImageWorkerCore

/// How a picture's file is put together, read without decoding: where it ends and how much of it is pixels.
///
/// Costs a jump for each chunk, or for JPEG and GIF one look over the bytes (0.2 ms for 2 MB), where decoding 2 MB takes
/// 20 to 60 ms. It finds files that are cut off, not bytes that were changed on the way.
package struct PictureOutline: Sendable, Equatable {
    /// The first byte behind the picture; more than nothing there is no part of it.
    package var end: Int
    /// Compressed bytes of the first frame's pixels, without metadata.
    package var pixelBytes: Int
    /// Whether its decoder holds it whole in memory.
    package var isHeldWhole: Bool

    /// Reads a file of that type. Throws `.torn`.
    package init(_ bytes: [UInt8], _ type: PictureType) throws(ImagingError) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(ImagingError) in
            let reader = OutlineReader(bytes: buffer)
            return switch type {
            case .png: try Self.png(reader)
            case .jpeg: try Self.jpeg(reader)
            case .webp: try Self.webp(reader)
            case .gif: try Self.gif(reader)
            }
        }
    }

    init(end: Int, pixelBytes: Int, isHeldWhole: Bool) {
        self.end = end
        self.pixelBytes = pixelBytes
        self.isHeldWhole = isHeldWhole
    }
}

/// Numbers out of a file whose every offset may lie.
struct OutlineReader {
    let bytes: UnsafeBufferPointer<UInt8>

    var count: Int { bytes.count }

    func byte(_ at: Int) throws(ImagingError) -> Int {
        guard at < bytes.count else { throw .torn("it ends at byte \(bytes.count)") }
        return Int(bytes[at])
    }

    func big16(_ at: Int) throws(ImagingError) -> Int { try byte(at) << 8 | byte(at + 1) }

    func big32(_ at: Int) throws(ImagingError) -> Int { try big16(at) << 16 | big16(at + 2) }

    func little32(_ at: Int) throws(ImagingError) -> Int {
        try byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16 | byte(at + 3) << 24
    }

    /// Where a part that begins there and has so many bytes ends.
    func end(of start: Int, _ length: Int) throws(ImagingError) -> Int {
        guard length <= bytes.count - start else { throw .torn("the part at byte \(start) passes the end") }
        return start + length
    }
}
