// GIF89a, sections 18 to 27: blocks up to the trailer.
extension PictureOutline {
    static func gif(_ file: OutlineReader) throws(ImagingError) -> PictureOutline {
        var at = try file.end(of: 13, colours(try file.byte(10)))
        var first = 0
        while true {
            let kind = try file.byte(at)
            switch kind {
            case trailer:
                guard first > 0 else { throw .torn("a GIF without a frame") }
                return PictureOutline(end: at + 1, pixelBytes: first, isHeldWhole: true)
            case extended:
                at = try afterBlocks(file, at + 2)
            case frame:
                let start = try file.end(of: at + 10, colours(try file.byte(at + 9)) + 1)
                at = try afterBlocks(file, start)
                if first == 0 { first = at - start }
            default: throw .torn("no GIF block at byte \(at)")
            }
        }
    }

    private static let extended = 0x21
    private static let frame = 0x2C
    private static let trailer = 0x3B

    /// Bytes of the colour table that those flags announce.
    private static func colours(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }

    /// Behind a chain of blocks, each with its length before it; the last has none.
    private static func afterBlocks(_ file: OutlineReader, _ start: Int) throws(ImagingError) -> Int {
        var at = start
        while true {
            let length = try file.byte(at)
            at = try file.end(of: at, length + 1)
            if length == 0 { return at }
        }
    }
}
