/// Unpacks deflate (RFC 1951), bit by bit.
struct Inflater {
    private let bytes: [UInt8]
    private var bit = 0
    private var output: [UInt8] = []

    init(_ bytes: [UInt8], expecting count: Int) {
        self.bytes = bytes
        output.reserveCapacity(count)
    }

    mutating func inflate() throws -> [UInt8] {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1: try unpack(Self.fixedLiterals, Code(lengths: [Int](repeating: 5, count: 30)))
            case 2:
                let (literals, distances) = try readCodes()
                try unpack(literals, distances)
            default: throw PNGReader.Fault.deflate
            }
        }
        return output
    }

    /// A Huffman code by counts for each length and symbols in order (RFC 1951, 3.2.2).
    private struct Code {
        var counts = [Int](repeating: 0, count: 16)
        var symbols: [Int] = []

        init(lengths: [Int]) {
            for length in lengths where length > 0 { counts[length] += 1 }
            for wanted in 1...15 {
                for (symbol, length) in lengths.enumerated() where length == wanted { symbols.append(symbol) }
            }
        }
    }

    private static let fixedLiterals = Code(
        lengths: [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
            + [Int](repeating: 8, count: 8))

    private mutating func take(_ count: Int) throws -> Int {
        var value = 0
        for place in 0..<count {
            guard bit >> 3 < bytes.count else { throw PNGReader.Fault.deflate }
            value |= Int(bytes[bit >> 3] >> UInt8(bit & 7) & 1) << place
            bit += 1
        }
        return value
    }

    private mutating func symbol(_ code: Code) throws -> Int {
        var (value, first, index) = (0, 0, 0)
        for length in 1...15 {
            value |= try take(1)
            let count = code.counts[length]
            if value - first < count { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw PNGReader.Fault.deflate
    }

    private mutating func copyStored() throws {
        bit = (bit + 7) & ~7
        let length = try take(16)
        _ = try take(16)
        for _ in 0..<length { output.append(UInt8(try take(8))) }
    }

    private mutating func readCodes() throws -> (Code, Code) {
        let (literals, distances, count) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var lengths = [Int](repeating: 0, count: 19)
        for place in 0..<count { lengths[order[place]] = try take(3) }
        let code = Code(lengths: lengths)
        var all: [Int] = []
        while all.count < literals + distances {
            switch try symbol(code) {
            case 16: all.append(contentsOf: [Int](repeating: all.last ?? 0, count: try take(2) + 3))
            case 17: all.append(contentsOf: [Int](repeating: 0, count: try take(3) + 3))
            case 18: all.append(contentsOf: [Int](repeating: 0, count: try take(7) + 11))
            case let length: all.append(length)
            }
        }
        return (Code(lengths: Array(all[..<literals])), Code(lengths: Array(all[literals...])))
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]

    private mutating func unpack(_ literals: Code, _ distances: Code) throws {
        while true {
            let value = try symbol(literals)
            if value < 256 {
                output.append(UInt8(value))
            } else if value == 256 {
                return
            } else {
                guard value < 286 else { throw PNGReader.Fault.deflate }
                let length = Self.lengthBases[value - 257] + (try take(Self.lengthBits[value - 257]))
                let back = try distance(try symbol(distances))
                guard back <= output.count else { throw PNGReader.Fault.deflate }
                for _ in 0..<length { output.append(output[output.count - back]) }
            }
        }
    }

    private mutating func distance(_ symbol: Int) throws -> Int {
        guard symbol > 3 else { return symbol + 1 }
        let bits = symbol / 2 - 1
        return 1 + ((2 + symbol % 2) << bits) + (try take(bits))
    }
}
