/// Reads the PNGs that we write: an own, plain reading of RFC 2083 and RFC 1951, so that the writer is not judged by the
/// library it uses.
struct PNGReader {
    enum Fault: Error { case signature, chunk(String), checksum(String), header, deflate, filter }

    private(set) var width = 0
    private(set) var height = 0
    private(set) var chunkNames: [String] = []
    /// Red, green, blue.
    private(set) var pixels: [UInt8] = []

    init(_ file: [UInt8]) throws {
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
        var inflater = Inflater(Array(packed.dropFirst(2)), expecting: height * (1 + width * 3))
        try unfilter(try inflater.inflate())
    }

    private mutating func readHeader(_ body: [UInt8]) throws {
        width = Self.number(body, 0)
        height = Self.number(body, 4)
        guard Array(body[8...]) == [8, 2, 0, 0, 0] else { throw Fault.header }
    }

    private mutating func unfilter(_ rows: [UInt8]) throws {
        let stride = 1 + width * 3
        guard rows.count == stride * height else { throw Fault.deflate }
        var above = [UInt8](repeating: 0, count: width * 3)
        for row in 0..<height {
            guard rows[row * stride] == 2 else { throw Fault.filter }
            for index in above.indices { above[index] &+= rows[row * stride + 1 + index] }
            pixels.append(contentsOf: above)
        }
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
