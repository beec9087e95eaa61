/// The tables behind `Base64`, and the loops over them.
enum Base64Table {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Two characters for every twelve bits, the first in the low byte.
    private static let pairs: [UInt16] = (0..<4096).map { bits in
        UInt16(alphabet[bits >> 6]) | UInt16(alphabet[bits & 63]) << 8
    }

    /// A bit that no group of four valid characters can set.
    private static let invalid: UInt32 = 1 << 31

    /// The six bits of each character.
    private static let values: [UInt32] = {
        var table = [UInt32](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt32(value) }
        return table
    }()

    /// Adds the text of that part, whose length is a multiple of three.
    static func encode(_ bytes: [UInt8], _ part: Range<Int>, into out: inout [UInt8]) {
        guard !part.isEmpty else { return }
        let groups = part.count / 3
        let text = [UInt8](unsafeUninitializedCapacity: groups * 4) { buffer, written in
            bytes.withUnsafeBufferPointer { input in
                pairs.withUnsafeBufferPointer { encode(input, from: part.lowerBound, groups, $0, buffer) }
            }
            written = groups * 4
        }
        if out.isEmpty { out = text } else { out.append(contentsOf: text) }
    }

    private static func encode(
        _ input: UnsafeBufferPointer<UInt8>, from start: Int, _ groups: Int,
        _ pairs: UnsafeBufferPointer<UInt16>, _ out: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard let source = input.baseAddress, let table = pairs.baseAddress else { return }
        let target = UnsafeMutableRawPointer(out.baseAddress.unsafelyUnwrapped)
        var from = start
        var to = 0
        for _ in 0..<groups {
            let bits = Int(source[from]) << 16 | Int(source[from &+ 1]) << 8 | Int(source[from &+ 2])
            let text = UInt32(table[bits >> 12]) | UInt32(table[bits & 0xFFF]) << 16
            target.storeBytes(of: text.littleEndian, toByteOffset: to, as: UInt32.self)
            from &+= 3
            to &+= 4
        }
    }

    /// Fills `out`, which has exactly the room for `text`; false if a character is not of the alphabet.
    static func decode(_ text: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        values.withUnsafeBufferPointer { values in
            guard let table = values.baseAddress, let source = text.baseAddress, let target = out.baseAddress else {
                return text.isEmpty
            }
            var seen: UInt32 = 0
            for group in 0..<text.count / 4 {
                let from = source + group &* 4
                let to = target + group &* 3
                let a = table[Int(from[0])], b = table[Int(from[1])]
                let c = table[Int(from[2])], d = table[Int(from[3])]
                seen |= a | b | c | d
                let bits = a << 18 | b << 12 | c << 6 | d
                to[0] = UInt8(truncatingIfNeeded: bits >> 16)
                to[1] = UInt8(truncatingIfNeeded: bits >> 8)
                to[2] = UInt8(truncatingIfNeeded: bits)
            }
            return seen & invalid == 0 && decodeRest(text, table, out)
        }
    }

    /// The two or three characters behind the last whole group.
    private static func decodeRest(
        _ text: UnsafeBufferPointer<UInt8>, _ table: UnsafePointer<UInt32>, _ out: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        let rest = text.count % 4
        let from = text.count - rest
        let to = from / 4 * 3
        guard rest >= 2 else { return rest == 0 }
        let a = table[Int(text[from])], b = table[Int(text[from + 1])]
        let c = rest == 3 ? table[Int(text[from + 2])] : 0
        let bits = a << 18 | b << 12 | c << 6
        out[to] = UInt8(truncatingIfNeeded: bits >> 16)
        if rest == 3 { out[to + 1] = UInt8(truncatingIfNeeded: bits >> 8) }
        return (a | b | c) & invalid == 0
    }
}
