// PNG, third edition, sections 5.3 and 11.2: chunks up to IEND.
extension PictureOutline {
    static func png(_ file: OutlineReader) throws(ImagingError) -> PictureOutline {
        var at = 8
        var data = 0
        // The interlace method is the last byte of IHDR.
        let isInterlaced = try file.byte(28) != 0
        while true {
            let length = try file.big32(at)
            let name = try file.big32(at + 4)
            // Length, name and checksum have four bytes each.
            at = try file.end(of: at, length + 12)
            if name == imageData { data += length }
            if name == imageEnd { break }
        }
        guard data > 0 else { throw .torn("a PNG without IDAT") }
        return PictureOutline(end: at, pixelBytes: data, isHeldWhole: isInterlaced)
    }

    /// `IDAT`.
    private static let imageData = 0x4944_4154
    /// `IEND`.
    private static let imageEnd = 0x4945_4E44
}
