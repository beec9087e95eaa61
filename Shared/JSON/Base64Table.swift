/// The tables behind `Base64`, and the loops over them.
enum Base64Table {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Two characters for every twelve bits, the first in the low byte.
    private static let pairs: [UInt16] = (0..<4096).map { bits in
        UInt16(alphabet[bits >> 6]) | UInt16(alphabet[bits & 63]) << 8
    }

    /// A bit that no group of four valid characters can set.
    private static let invalid: UInt32 = 1 << 31

    /// The six bits of each character where they stand in a group of 24: four tables, one for each place.
    private static let values: [UInt32] = {
        var table = [UInt32](repeating: invalid, count: 4 * 256)
        for place in 0..<4 {
            for (value, character) in alphabet.enumerated() {
                table[place * 256 + Int(character)] = UInt32(value) << UInt32(18 - 6 * place)
            }
        }
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
        // Two groups a step, as long as eight bytes may be read for the six that are needed.
        let end = start + groups * 3
        while from &+ 8 <= end {
            let bits = UInt64(bigEndian: UnsafeRawPointer(source + from).loadUnaligned(as: UInt64.self))
            let first = UInt64(table[Int(bits >> 52)]) | UInt64(table[Int(bits >> 40 & 0xFFF)]) << 16
            let second = UInt64(table[Int(bits >> 28 & 0xFFF)]) | UInt64(table[Int(bits >> 16 & 0xFFF)]) << 16
            target.storeBytes(of: (first | second << 32).littleEndian, toByteOffset: to, as: UInt64.self)
            from &+= 6
            to &+= 8
        }
        while from < end {
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
            // Four bytes are written for three, and the next group writes over the fourth; so the last is left out.
            let groups = max(0, text.count / 4 - 1)
            for group in 0..<groups {
                let bits = decodeGroup(source + group &* 4, table)
                seen |= bits
                let to = UnsafeMutableRawPointer(target + group &* 3)
                to.storeBytes(of: (bits << 8).bigEndian, as: UInt32.self)
            }
            return seen & invalid == 0 && decodeEnd(text, from: groups * 4, table, out)
        }
    }

    @inline(__always)
    private static func decodeGroup(_ from: UnsafePointer<UInt8>, _ table: UnsafePointer<UInt32>) -> UInt32 {
        table[Int(from[0])] | table[256 + Int(from[1])] | table[512 + Int(from[2])] | table[768 + Int(from[3])]
    }

    /// The last whole group, and the two or three characters behind it.
    private static func decodeEnd(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ table: UnsafePointer<UInt32>,
        _ out: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        var from = start
        var to = start / 4 * 3
        var seen: UInt32 = 0
        while from < text.count {
            // What is missing counts as zero bits.
            let present = min(4, text.count - from)
            guard present > 1 else { return false }
            let bits = (0..<present).reduce(0) { $0 | table[$1 * 256 + Int(text[from + $1])] }
            seen |= bits
            for place in 0..<present - 1 { out[to + place] = UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place)) }
            from += 4
            to += 3
        }
        return seen & invalid == 0
    }
}
