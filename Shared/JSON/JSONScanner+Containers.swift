extension JSONScanner {
    /// Walks an array; `body` reads one element, the place at hand being its first byte.
    @inline(__always)
    mutating func forEachElement(
        _ body: (inout JSONScanner, Int) throws(JSONError) -> Void
    ) throws(JSONError) {
        try enter()
        skipSpace()
        var index = 0
        while byte != 0x5D || index > 0 {
            try body(&self, index)
            index += 1
            skipSpace()
            if byte == 0x5D { break }
            try expect(0x2C)
            skipSpace()
        }
        leave()
    }

    /// Walks an object; `body` reads one value, the place at hand being its first byte.
    @inline(__always)
    mutating func forEachMember(
        _ body: (inout JSONScanner, StringSpan) throws(JSONError) -> Void
    ) throws(JSONError) {
        try enter()
        skipSpace()
        var first = true
        while byte != 0x7D || !first {
            first = false
            let key = try scanString()
            skipSpace()
            try expect(0x3A)
            skipSpace()
            try body(&self, key)
            skipSpace()
            if byte == 0x7D { break }
            try expect(0x2C)
            skipSpace()
        }
        leave()
    }

    /// Checks one value and builds nothing.
    mutating func skipValue() throws(JSONError) -> Range<Int> {
        let start = at
        try countValue()
        switch byte {
        case 0x22: _ = try scanString()
        case 0x7B: try forEachMember { (scanner, _) throws(JSONError) in _ = try scanner.skipValue() }
        case 0x5B: try forEachElement { (scanner, _) throws(JSONError) in _ = try scanner.skipValue() }
        case 0x74: try scanWord("true")
        case 0x66: try scanWord("false")
        case 0x6E: try scanWord("null")
        case 0x2D, 0x30...0x39: _ = try scanNumber()
        default: throw fault(.unexpectedByte)
        }
        return start..<at
    }
}
