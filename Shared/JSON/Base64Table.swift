/// The tables behind `Base64`, and the loops over them.
enum Base64Table {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Two characters for every twelve bits, the first in the low byte.
    private static let pairs: [UInt16] = (0..<4096).map { bits in
        UInt16(alphabet[bits >> 6]) | UInt16(alphabet[bits & 63]) << 8
    }

    /// A bit that no two valid characters can set.
    private static let invalid: UInt16 = 1 << 15

    /// The twelve bits of two characters, the first being the low byte of the place in the table. Of its 128 KB only
    /// the lines of the alphabet are ever read, which the first cache holds.
    private static let values: [UInt16] = {
        var table = [UInt16](repeating: invalid, count: 1 << 16)
        for (first, one) in alphabet.enumerated() {
            for (second, other) in alphabet.enumerated() {
                table[Int(one) | Int(other) << 8] = UInt16(first << 6 | second)
            }
        }
        return table
    }()
}

// MARK: - Encoding

extension Base64Table {
    /// Fills `out`, which has exactly the room, with the text of that part, whose length is a multiple of three.
    static func encode(_ bytes: [UInt8], _ part: Range<Int>, into out: UnsafeMutableBufferPointer<UInt8>) {
        precondition(part.count % 3 == 0 && out.count == part.count / 3 * 4, "room for whole groups")
        bytes[part].withUnsafeBytes { input in
            pairs.withUnsafeBufferPointer { encode(input, $0, UnsafeMutableRawBufferPointer(out)) }
        }
    }

    private static func encode(
        _ input: UnsafeRawBufferPointer, _ pairs: UnsafeBufferPointer<UInt16>, _ out: UnsafeMutableRawBufferPointer
    ) {
        guard let source = input.baseAddress, let table = pairs.baseAddress, let target = out.baseAddress else {
            return
        }
        var from = 0
        var to = 0
        // Four groups a step, as long as 14 bytes may be read for the 12 that are needed.
        while from &+ 14 <= input.count {
            encodeTwoGroups(source + from, table, target + to)
            encodeTwoGroups(source + (from &+ 6), table, target + (to &+ 8))
            from &+= 12
            to &+= 16
        }
        while from < input.count {
            let bits = Int(input[from]) << 16 | Int(input[from &+ 1]) << 8 | Int(input[from &+ 2])
            target.storeBytes(of: table[bits >> 12].littleEndian, toByteOffset: to, as: UInt16.self)
            target.storeBytes(of: table[bits & 0xFFF].littleEndian, toByteOffset: to &+ 2, as: UInt16.self)
            from &+= 3
            to &+= 4
        }
    }

    /// Six bytes, of eight that are read. Each pair is stored by itself: putting them together first takes longer.
    @inline(__always)
    private static func encodeTwoGroups(
        _ from: UnsafeRawPointer, _ table: UnsafePointer<UInt16>, _ to: UnsafeMutableRawPointer
    ) {
        let bits = UInt64(bigEndian: from.loadUnaligned(as: UInt64.self))
        to.storeBytes(of: table[Int(bits >> 52)].littleEndian, as: UInt16.self)
        to.storeBytes(of: table[Int(bits >> 40 & 0xFFF)].littleEndian, toByteOffset: 2, as: UInt16.self)
        to.storeBytes(of: table[Int(bits >> 28 & 0xFFF)].littleEndian, toByteOffset: 4, as: UInt16.self)
        to.storeBytes(of: table[Int(bits >> 16 & 0xFFF)].littleEndian, toByteOffset: 6, as: UInt16.self)
    }
}

// MARK: - Decoding

extension Base64Table {
    /// Fills `out`, which has exactly the room for `text`; false if a character is not of the alphabet.
    static func decode(_ text: UnsafeRawBufferPointer, into out: UnsafeMutableRawBufferPointer) -> Bool {
        values.withUnsafeBufferPointer { values in
            guard let table = values.baseAddress, let source = text.baseAddress, let target = out.baseAddress else {
                return text.isEmpty
            }
            var seen: UInt64 = 0
            var from = 0
            var to = 0
            // Sixteen characters a step, as long as 14 bytes may be written for their 12; what comes next writes over
            // the other two.
            while from &+ 20 <= text.count {
                seen |= decodeTwoGroups(source + from, table, target + to)
                seen |= decodeTwoGroups(source + (from &+ 8), table, target + (to &+ 6))
                from &+= 16
                to &+= 12
            }
            let end = decodeEnd(
                UnsafeRawBufferPointer(rebasing: text[from...]), values,
                UnsafeMutableRawBufferPointer(rebasing: out[to...]))
            return (seen | end) & UInt64(invalid) == 0
        }
    }

    /// Eight characters; eight bytes are written for their six. What was found in the table, all together.
    @inline(__always)
    private static func decodeTwoGroups(
        _ from: UnsafeRawPointer, _ table: UnsafePointer<UInt16>, _ to: UnsafeMutableRawPointer
    ) -> UInt64 {
        let first = lookUp(from, table)
        let second = lookUp(from + 2, table)
        let third = lookUp(from + 4, table)
        let fourth = lookUp(from + 6, table)
        to.storeBytes(of: (first << 52 | second << 40 | third << 28 | fourth << 16).bigEndian, as: UInt64.self)
        return first | second | third | fourth
    }

    @inline(__always)
    private static func lookUp(_ from: UnsafeRawPointer, _ table: UnsafePointer<UInt16>) -> UInt64 {
        UInt64(table[Int(UInt16(littleEndian: from.loadUnaligned(as: UInt16.self)))])
    }

    /// The last groups one by one, the very last filled up with `A`, which stands for zero bits.
    private static func decodeEnd(
        _ text: UnsafeRawBufferPointer, _ table: UnsafeBufferPointer<UInt16>, _ out: UnsafeMutableRawBufferPointer
    ) -> UInt64 {
        var seen: UInt64 = 0
        for (group, from) in stride(from: 0, to: text.count, by: 4).enumerated() {
            let codes = (0..<4).map { from + $0 < text.count ? Int(text[from + $0]) : 0x41 }
            let first = UInt64(table[codes[0] | codes[1] << 8])
            let second = UInt64(table[codes[2] | codes[3] << 8])
            seen |= first | second
            for (place, shift) in [UInt64(16), 8, 0].enumerated() where group * 3 + place < out.count {
                out[group * 3 + place] = UInt8(truncatingIfNeeded: (first << 12 | second) >> shift)
            }
        }
        return seen
    }
}
