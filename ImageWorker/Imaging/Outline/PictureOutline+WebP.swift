// RFC 9649, section 2: a RIFF file of chunks.
extension PictureOutline {
    static func webp(_ file: OutlineReader) throws(ImagingError) -> PictureOutline {
        let end = try file.end(of: 8, try file.little32(4))
        var at = 12
        var data = 0
        while at + 8 <= end {
            let (name, length) = (try file.big32(at), try file.little32(at + 4))
            let next = try file.end(of: at + 8, length)
            if data == 0, frames.contains(name) { data = length }
            // Chunks of an odd length are padded.
            at = next + length & 1
        }
        guard data > 0 else { throw .torn("a WebP without a frame") }
        return PictureOutline(end: end, pixelBytes: data, isHeldWhole: true)
    }

    /// `VP8 `, `VP8L` and `ANMF`.
    private static let frames: Set = [0x5650_3820, 0x5650_384C, 0x414E_4D46]
}
