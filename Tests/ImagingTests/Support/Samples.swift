import ImageWorkerCore
import Imaging
import TestSupport
import Testing

/// Pictures whose every pixel is known, in each format.
enum Samples {
    static let width = 48
    static let height = 32

    /// Red tells the column, green the row.
    static func place(_ x: Int, _ y: Int) -> [UInt8] { [UInt8(x * 5), UInt8(y * 7), 90] }

    static let png = ScriptedPicture.png(width: width, height: height, pixel: place)

    /// In that format, by way of the code under test where it is not PNG or GIF.
    static func picture(_ type: PictureType, of png: [UInt8] = png) throws -> [UInt8] {
        switch type {
        case .png: png
        case .jpeg: try converted(png, .jpeg)
        case .webp: try converted(png, .webp)
        case .gif: gif(width: width, height: height, frames: [0, 1])
        }
    }

    static func converted(_ png: [UInt8], _ format: PictureEdit.Format) throws -> [UInt8] {
        try edited(png, output: PictureEdit.Output(format, quality: 95)).bytes
    }

    /// What an edit makes of a picture.
    static func edited(
        _ bytes: [UInt8], crop: PictureEdit.Crop? = nil, output: PictureEdit.Output? = nil
    ) throws -> Picture {
        try PictureProcess.process(bytes, #require(PictureEdit(crop: crop, output: output)))
    }

    /// The pixels of any picture.
    static func pixels(_ bytes: [UInt8]) throws -> PNGReader {
        try PNGReader(edited(bytes, output: PictureEdit.Output(.png)).bytes)
    }

    /// A GIF89a of frames that are all of one of the colours red and blue, by its number.
    static func gif(width: Int, height: Int, frames: [Int]) -> [UInt8] {
        func little(_ number: Int) -> [UInt8] { [UInt8(number & 255), UInt8(number >> 8)] }
        var file = Array("GIF89a".utf8) + little(width) + little(height) + [0x81, 0, 0]
        file += [255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0, 0]
        for colour in frames {
            file += [0x21, 0xF9, 4, 0, 10, 0, 0, 0]
            file += [0x2C, 0, 0, 0, 0] + little(width) + little(height) + [0, 2]
            var rest = codes(of: colour, count: width * height)[...]
            while !rest.isEmpty {
                file += [UInt8(min(255, rest.count))] + rest.prefix(255)
                rest = rest.dropFirst(255)
            }
            file.append(0)
        }
        return file + [0x3B]
    }

    /// LZW codes of three bits: a clear before every second pixel keeps them from growing.
    private static func codes(of colour: Int, count: Int) -> [UInt8] {
        var bits: [Int] = []
        func add(_ code: Int) { for bit in 0..<3 { bits.append(code >> bit & 1) } }
        for pixel in 0..<count {
            if pixel % 2 == 0 { add(4) }
            add(colour)
        }
        add(5)
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<min(start + 8, bits.count)].enumerated().reduce(0) { $0 | UInt8($1.element << $1.offset) }
        }
    }

    /// An animation (RFC 9649, section 2.7) of the given still, several times.
    static func animated(_ webp: [UInt8], frames: Int, width: Int, height: Int) -> [UInt8] {
        func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> (8 * $0) & 255) } }
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            Array(name.utf8) + little(body.count, 4) + body + (body.count % 2 == 0 ? [] : [0])
        }
        let size = little(width - 1, 3) + little(height - 1, 3)
        var body = chunk("VP8X", [2, 0, 0, 0] + size) + chunk("ANIM", [0, 0, 0, 0, 0, 0])
        // The still's pixels are the chunk behind VP8X, or the first one.
        let start = Array(webp[12..<16]) == Array("VP8X".utf8) ? 30 : 12
        let length = Int(webp[start + 4]) | Int(webp[start + 5]) << 8 + 8
        for _ in 0..<frames {
            let still = webp[start..<start + length + length % 2]
            body += chunk("ANMF", little(0, 6) + size + little(100, 3) + [0] + still)
        }
        return Array("RIFF".utf8) + little(body.count + 4, 4) + Array("WEBP".utf8) + body
    }

    /// With EXIF right behind the start of a JPEG: an orientation, and a camera called `secret`.
    static func turned(_ jpeg: [UInt8], orientation: UInt8) -> [UInt8] {
        let make: [UInt8] = [0x0F, 1, 2, 0, 7, 0, 0, 0, 38, 0, 0, 0]
        let turn: [UInt8] = [0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
        let head = Array("Exif".utf8) + [0, 0, 0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0]
        let exif = head + make + turn + [0, 0, 0, 0] + Array("secret\u{0}".utf8)
        return Array(jpeg[..<2]) + [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + jpeg[2...]
    }

    /// A display profile (ICC.1, section 9) like sRGB, but with red and blue exchanged, as PNG's chunk holds it.
    static var exchangedProfile: [UInt8] {
        func big(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
        func xyz(_ values: [Double]) -> [UInt8] {
            Array("XYZ ".utf8) + big(0) + values.flatMap { big(Int($0 * 65536)) }
        }
        let (red, green, blue) = ([0.4361, 0.2225, 0.0139], [0.3851, 0.7169, 0.0971], [0.1431, 0.0606, 0.7141])
        let gamma = Array("curv".utf8) + big(0) + big(1) + [2, 51, 0, 0]
        let parts: [(String, [UInt8])] = [
            ("wtpt", xyz([0.9642, 1, 0.8249])), ("rXYZ", xyz(blue)), ("gXYZ", xyz(green)), ("bXYZ", xyz(red)),
            ("rTRC", gamma), ("gTRC", gamma), ("bTRC", gamma),
        ]
        var table = big(parts.count)
        var data: [UInt8] = []
        for (name, body) in parts {
            table += Array(name.utf8) + big(132 + 12 * parts.count + data.count) + big(body.count)
            data += body
        }
        let head =
            big(128 + table.count + data.count) + big(0) + big(0x0210_0000) + Array("mntrRGB XYZ ".utf8)
            + [UInt8](repeating: 0, count: 12) + Array("acsp".utf8) + [UInt8](repeating: 0, count: 28)
            + big(63190) + big(65536) + big(54061) + [UInt8](repeating: 0, count: 48)
        return Array("test".utf8) + [0, 0] + ScriptedPicture.zlib(head + table + data)
    }
}
