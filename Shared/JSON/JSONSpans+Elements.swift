extension JSONSpans {
    /// The bytes of each element of the array that `bytes` (or that part of them) holds, in order; nil for any other
    /// value.
    package static func elements(
        _ bytes: [UInt8], in range: Range<Int>? = nil, limits: JSONLimits = .standard
    ) throws(JSONError) -> [Range<Int>]? {
        try scanning(bytes, in: range, limits: limits) { (scanner: inout JSONScanner) throws(JSONError) in
            guard scanner.byte == 0x5B else {
                _ = try scanner.skipValue()
                return nil
            }
            var elements: [Range<Int>] = []
            try scanner.countValue()
            try scanner.forEachElement { (scanner, _) throws(JSONError) in
                elements.append(try scanner.skipValue())
            }
            return elements
        }
    }
}
