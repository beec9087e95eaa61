/// Reads PNGs of 8 bits a sample: an own, plain reading of RFC 2083 and RFC 1951, so that no writer is judged by the
/// library it uses.
package struct PNGReader {
    enum Fault: Error { case signature, chunk(String), checksum(String), header, deflate, filter }

    package private(set) var width = 0
    package private(set) var height = 0
    /// Samples of a pixel: 1 grey, 2 with alpha, 3 red, green and blue, 4 with alpha.
    package private(set) var channels = 0
    package private(set) var chunkNames: [String] = []
    /// Row by row, all samples of a pixel side by side.
    package private(set) var pixels: [UInt8] = []

    /// Throws what is wrong with the file.
    package init(_ file: [UInt8]) throws {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { throw Fault.signature }
        var packed: [UInt8] = []
        var at = 8
        while at < file.count {
            let length = Self.number(file, at)
            guard length >= 0, at + 12 + length <= file.count else { throw Fault.chunk("length") }
            let name = String(decoding: file[at + 4..<at + 8], as: UTF8.self)
            let body = Array(file[at + 8..<at + 8 + length])
            guard Self.checksum(file[at + 4..<at + 8 + length]) == UInt32(Self.number(file, at + 8 + length)) else {
                throw Fault.checksum(name)
            }
            chunkNames.append(name)
            if name == "IHDR" { try readHeader(body) }
            if name == "IDAT" { packed.append(contentsOf: body) }
            at += 12 + length
        }
        // Two bytes of zlib header before, four of checksum behind.
        var inflater = Inflater(Array(packed.dropFirst(2)), expecting: height * (1 + width * channels))
        try unfilter(try inflater.inflate())
    }

    private mutating func readHeader(_ body: [UInt8]) throws {
        width = Self.number(body, 0)
        height = Self.number(body, 4)
        guard let channels = [0: 1, 2: 3, 4: 2, 6: 4][body[9]], body[8] == 8, Array(body[10...]) == [0, 0, 0] else {
            throw Fault.header
        }
        self.channels = channels
    }

    /// The samples of a pixel.
    package func pixel(_ x: Int, _ y: Int) -> [UInt8] {
        let start = (y * width + x) * channels
        return Array(pixels[start..<start + channels])
    }

    private mutating func unfilter(_ rows: [UInt8]) throws {
        let stride = 1 + width * channels
        guard rows.count == stride * height else { throw Fault.deflate }
        var above = [UInt8](repeating: 0, count: width * channels)
        for row in 0..<height {
            let line = Array(rows[row * stride + 1..<(row + 1) * stride])
            above = try unfiltered(line, by: rows[row * stride], above)
            pixels.append(contentsOf: above)
        }
    }

    /// RFC 2083, section 6: each byte was written as the difference from a guess by its neighbours.
    private func unfiltered(_ line: [UInt8], by filter: UInt8, _ above: [UInt8]) throws -> [UInt8] {
        var out = line
        for index in line.indices {
            let left = index < channels ? 0 : Int(out[index - channels])
            let corner = index < channels ? 0 : Int(above[index - channels])
            let up = Int(above[index])
            let guess: Int
            switch filter {
            case 0: guess = 0
            case 1: guess = left
            case 2: guess = up
            case 3: guess = (left + up) / 2
            case 4: guess = Self.nearest(left, up, corner)
            default: throw Fault.filter
            }
            out[index] &+= UInt8(guess)
        }
        return out
    }

    /// The neighbour nearest to `left + up - corner`.
    private static func nearest(_ left: Int, _ up: Int, _ corner: Int) -> Int {
        let (a, b, c) = (abs(up - corner), abs(left - corner), abs(left + up - 2 * corner))
        return a <= b && a <= c ? left : b <= c ? up : corner
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
        bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            var sum = sum ^ UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
            return sum
        }
    }
}
