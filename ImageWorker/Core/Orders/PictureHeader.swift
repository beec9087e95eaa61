/// Tells by its first bytes whether something is a picture, which kind, and how large.
package enum PictureHeader {
    /// The picture that those bytes are; nil when they are none, are cut off inside the header, or claim a side of 0 or
    /// over 16,384 pixels.
    package static func read(_ bytes: [UInt8]) -> Picture? {
        guard let facts = facts(bytes), (1...longestSide).contains(facts.width),
            (1...longestSide).contains(facts.height)
        else { return nil }
        return Picture(bytes: bytes, type: facts.type, width: facts.width, height: facts.height)
    }

    /// What those bytes claim to be, however large; nil when they are no picture or are cut off inside the header.
    package static func facts(_ bytes: [UInt8]) -> (type: PictureType, width: Int, height: Int)? {
        let reader = PictureHeaderReader(bytes)
        return reader.png() ?? reader.jpeg() ?? reader.webp() ?? reader.gif()
    }

    /// Pixels; the largest picture of any provider here has 6,198.
    package static let longestSide = 16_384
}

/// The four headers, each read with every offset checked.
private struct PictureHeaderReader {
    typealias Facts = (type: PictureType, width: Int, height: Int)

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// PNG, third edition, section 5.2 and 11.2.1: the signature, then IHDR.
    func png() -> Facts? {
        guard starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), has("IHDR", at: 12),
            let width = big32(16), let height = big32(20)
        else { return nil }
        return (.png, width, height)
    }

    /// GIF89a: the logical screen.
    func gif() -> Facts? {
        guard has("GIF87a", at: 0) || has("GIF89a", at: 0), let width = little16(6), let height = little16(8) else {
            return nil
        }
        return (.gif, width, height)
    }

    /// ITU-T T.81, annex B: segments up to the frame header.
    func jpeg() -> Facts? {
        guard starts([0xFF, 0xD8, 0xFF]) else { return nil }
        var at = 2
        while at + 4 <= bytes.count, bytes[at] == 0xFF {
            let marker = bytes[at + 1]
            if marker == 0xFF {
                at += 1
                continue
            }
            if (0xD0...0xD7).contains(marker) || marker == 0x01 {
                at += 2
                continue
            }
            if isFrame(marker) {
                guard let height = big16(at + 5), let width = big16(at + 7) else { return nil }
                return (.jpeg, width, height)
            }
            guard marker != 0xD9, marker != 0xDA, let length = big16(at + 2), length >= 2 else { return nil }
            at += 2 + length
        }
        return nil
    }

    /// RFC 9649: the first chunk of the RIFF file.
    func webp() -> Facts? {
        guard has("RIFF", at: 0), has("WEBP", at: 8) else { return nil }
        if has("VP8X", at: 12), let width = little24(24), let height = little24(27) {
            return (.webp, width + 1, height + 1)
        }
        if has("VP8L", at: 12), bytes.count > 24, bytes[20] == 0x2F, let low = little16(21), let high = little16(23) {
            let bits = low | high << 16
            return (.webp, bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        }
        if has("VP8 ", at: 12), bytes.count > 29, Array(bytes[23..<26]) == [0x9D, 0x01, 0x2A],
            let width = little16(26), let height = little16(28)
        {
            return (.webp, width & 0x3FFF, height & 0x3FFF)
        }
        return nil
    }

    private func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    private func starts(_ prefix: [UInt8]) -> Bool {
        bytes.count >= prefix.count && Array(bytes[..<prefix.count]) == prefix
    }

    private func has(_ text: String, at offset: Int) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.count >= offset + wanted.count && Array(bytes[offset..<offset + wanted.count]) == wanted
    }

    private func byte(_ at: Int) -> Int? { at < bytes.count ? Int(bytes[at]) : nil }

    private func big16(_ at: Int) -> Int? {
        guard let high = byte(at), let low = byte(at + 1) else { return nil }
        return high << 8 | low
    }

    private func big32(_ at: Int) -> Int? {
        guard let high = big16(at), let low = big16(at + 2) else { return nil }
        return high << 16 | low
    }

    private func little16(_ at: Int) -> Int? {
        guard let low = byte(at), let high = byte(at + 1) else { return nil }
        return high << 8 | low
    }

    private func little24(_ at: Int) -> Int? {
        guard let low = little16(at), let high = byte(at + 2) else { return nil }
        return high << 16 | low
    }
}
