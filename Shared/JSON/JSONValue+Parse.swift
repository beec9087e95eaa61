extension JSONValue {
    /// Reads exactly one value (RFC 8259, strictly: UTF-8 only, no byte order mark, no half surrogates).
    ///
    /// `range` names the part of `bytes` to read, all of it by default; offsets of errors count from the start of
    /// `bytes`.
    package static func parse(
        _ bytes: [UInt8], in range: Range<Int>? = nil, limits: JSONLimits = .standard
    ) throws(JSONError) -> JSONValue {
        try scanning(bytes, in: range, limits: limits) { (scanner: inout JSONScanner) throws(JSONError) in
            try scanner.buildValue()
        }
    }

    /// Reads exactly one value from a text.
    package static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8), limits: limits)
    }
}

/// Runs `body` over that part of the bytes and checks that it read them to the end.
func scanning<Result>(
    _ bytes: [UInt8], in range: Range<Int>?, limits: JSONLimits,
    _ body: (inout JSONScanner) throws(JSONError) -> Result
) throws(JSONError) -> Result {
    let part = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
        guard let base = buffer.baseAddress else { throw JSONError(.unexpectedEnd, offset: 0) }
        var scanner = JSONScanner(base: base, from: part.lowerBound, to: part.upperBound, limits: limits)
        scanner.skipSpace()
        let result = try body(&scanner)
        try scanner.finish()
        return result
    }
}

extension JSONScanner {
    fileprivate mutating func buildValue() throws(JSONError) -> JSONValue {
        try countValue()
        switch byte {
        case 0x22: return .string(text(try scanString()))
        case 0x7B: return .object(try buildObject())
        case 0x5B: return .array(try buildArray())
        case 0x74:
            try scanWord("true")
            return .bool(true)
        case 0x66:
            try scanWord("false")
            return .bool(false)
        case 0x6E:
            try scanWord("null")
            return .null
        case 0x2D, 0x30...0x39: return .number(try buildNumber())
        default: throw fault(.unexpectedByte)
        }
    }

    private mutating func buildNumber() throws(JSONError) -> JSONNumber {
        let range = try scanNumber()
        let raw = UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
        return JSONNumber(checked: String(decoding: raw, as: UTF8.self))
    }

    private mutating func buildArray() throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        try forEachElement { (scanner: inout JSONScanner, _: Int) throws(JSONError) in
            elements.append(try scanner.buildValue())
        }
        return elements
    }

    private mutating func buildObject() throws(JSONError) -> JSONObject {
        var members: [JSONObject.Member] = []
        try forEachMember { (scanner: inout JSONScanner, key: StringSpan) throws(JSONError) in
            members.append(JSONObject.Member(key: scanner.text(key), value: try scanner.buildValue()))
        }
        return JSONObject(members)
    }
}
