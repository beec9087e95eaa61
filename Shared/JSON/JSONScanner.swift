/// Walks over the bytes of a text and checks them; builds nothing. It lives only inside one `withUnsafeBufferPointer`.
struct JSONScanner {
    let base: UnsafePointer<UInt8>
    let end: Int
    var at: Int
    private let limits: JSONLimits
    private var values = 0
    private var depth = 0

    init(base: UnsafePointer<UInt8>, from start: Int, to end: Int, limits: JSONLimits) {
        self.base = base
        self.end = end
        self.at = start
        self.limits = limits
    }

    /// The byte at hand; 0 at the end, which no rule outside of strings takes.
    @inline(__always)
    var byte: UInt8 { at < end ? base[at] : 0 }

    /// A fault at hand; at the end it is always that the text ended.
    func fault(_ reason: JSONError.Reason) -> JSONError {
        JSONError(at < end ? reason : .unexpectedEnd, offset: at)
    }

    @inline(__always)
    mutating func skipSpace() {
        while at < end {
            switch base[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    mutating func expect(_ expected: UInt8) throws(JSONError) {
        guard byte == expected else { throw fault(.unexpectedByte) }
        at += 1
    }

    /// Counts a value against the limit of the whole text.
    mutating func countValue() throws(JSONError) {
        values += 1
        guard values <= limits.values else { throw JSONError(.tooManyValues, offset: at) }
    }

    mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= limits.depth else { throw JSONError(.tooDeep, offset: at) }
        at += 1
    }

    mutating func leave() {
        depth -= 1
        at += 1
    }

    /// After the last value: only white space may follow.
    mutating func finish() throws(JSONError) {
        skipSpace()
        guard at == end else { throw JSONError(.trailingBytes, offset: at) }
    }

    mutating func scanWord(_ word: StaticString) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            try expect(word.utf8Start[index])
        }
    }

    mutating func scanNumber() throws(JSONError) -> Range<Int> {
        let start = at
        if byte == 0x2D { at += 1 }
        if byte == 0x30 { at += 1 } else { try scanDigits() }
        if byte == 0x2E {
            at += 1
            try scanDigits()
        }
        if byte | 0x20 == 0x65 {
            at += 1
            if byte == 0x2B || byte == 0x2D { at += 1 }
            try scanDigits()
        }
        // `01` and `1x` end here; whatever may follow a value is checked by the caller.
        if byte.isDigit { throw fault(.badNumber) }
        return start..<at
    }

    private mutating func scanDigits() throws(JSONError) {
        guard byte.isDigit else { throw fault(.badNumber) }
        while byte.isDigit { at += 1 }
    }
}

extension UInt8 {
    @inline(__always)
    var isDigit: Bool { self &- 0x30 < 10 }
}
