/// Where a picture ends by its own structure: what stands behind it is another file in disguise, and what ends before it
/// is cut off.
package enum PictureEnd {
    /// Whether the picture fills its bytes and no others do. Behind a JPEG, the second picture that telephones write
    /// there (CIPA DC-007) and padding are let through.
    package static func isClean(_ picture: Picture) -> Bool {
        let bytes = picture.bytes
        switch picture.type {
        case .png: return png(bytes) == bytes.count
        case .gif: return gif(bytes) == bytes.count
        case .webp: return webp(bytes) == bytes.count
        case .jpeg:
            guard let end = jpeg(bytes) else { return false }
            let rest = bytes[end...].drop { $0 == 0 }
            return rest.isEmpty || rest.starts(with: [0xFF, 0xD8, 0xFF])
        }
    }

    /// PNG, third edition, section 5.3: chunks up to IEND.
    private static func png(_ bytes: [UInt8]) -> Int? {
        var at = 8
        while at + 12 <= bytes.count {
            let length = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            let end = at + 12 + length
            guard end <= bytes.count else { return nil }
            if bytes[at + 4..<at + 8].elementsEqual("IEND".utf8) { return end }
            at = end
        }
        return nil
    }

    /// RFC 9649, section 2.4: the length stands in the header.
    private static func webp(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 12 else { return nil }
        let length = bytes[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        return 8 + length + length % 2
    }

    /// GIF89a, sections 17 to 27: blocks up to the trailer.
    private static func gif(_ bytes: [UInt8]) -> Int? {
        guard bytes.count > 13 else { return nil }
        var at = 13 + colours(bytes[10])
        while at < bytes.count {
            switch bytes[at] {
            case 0x3B: return at + 1
            case 0x21: at = subBlocks(bytes, at + 2)
            case 0x2C:
                guard at + 9 < bytes.count else { return nil }
                at = subBlocks(bytes, at + 11 + colours(bytes[at + 9]))
            default: return nil
            }
        }
        return nil
    }

    /// Bytes of the colour table that those flags announce.
    private static func colours(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

    private static func subBlocks(_ bytes: [UInt8], _ start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] != 0 { at += 1 + Int(bytes[at]) }
        return at + 1
    }

    /// ITU-T T.81, annex B: segments, and scans up to the next marker that is none of theirs, up to EOI.
    private static func jpeg(_ bytes: [UInt8]) -> Int? {
        var at = 2
        while at + 1 < bytes.count {
            guard bytes[at] == 0xFF else { return nil }
            switch bytes[at + 1] {
            case 0xD9: return at + 2
            case 0xFF: at += 1
            case 0x01, 0xD0...0xD7: at += 2
            case let marker:
                guard at + 3 < bytes.count else { return nil }
                at += 2 + (Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
                if marker == 0xDA { at = scanEnd(bytes, at) }
            }
        }
        return nil
    }

    private static func scanEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        var at = start
        while at + 1 < bytes.count {
            let next = bytes[at + 1]
            if bytes[at] == 0xFF, next != 0, !(0xD0...0xD7).contains(next) { return at }
            at += 1
        }
        return bytes.count
    }
}
