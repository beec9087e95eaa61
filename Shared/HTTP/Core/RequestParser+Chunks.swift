extension RequestParser {
    /// Reads one line between chunks; false if it has not come whole.
    mutating func readChunkLine() throws(HTTPParseError) -> Bool {
        switch state {
        case .chunkSize:
            guard let line = try takeLine(limits.chunkLine, .chunkLineTooLong) else { return false }
            try beginChunk(try withLine(line) { (text) throws(HTTPParseError) in try ChunkLine(text) })
        case .chunkEnd:
            // A line of two bytes that ends in CR LF is empty.
            guard try takeLine(2, .badChunkEnd) != nil else { return false }
            state = .chunkSize
        case .trailers(let size, let count):
            guard let line = try takeLine(limits.fields - size, .fieldsTooLarge) else { return false }
            try readTrailer(line, size, count)
        case .start, .fields, .length, .chunk, .done, .failed: return false
        }
        return true
    }

    private mutating func beginChunk(_ line: ChunkLine) throws(HTTPParseError) {
        extensionSize += line.extensionSize
        guard extensionSize <= limits.chunkExtensions else { throw .chunkLineTooLong }
        guard line.size > 0 else {
            state = .trailers(size: 0, count: 0)
            return
        }
        guard line.size <= limits.body - bodySize else { throw .bodyTooLarge }
        bodySize += line.size
        state = .chunk(left: line.size)
    }

    /// Trailers must be well-formed and are dropped: nothing here relies on them, and they must not pass for fields.
    private mutating func readTrailer(_ line: Range<Int>, _ size: Int, _ count: Int) throws(HTTPParseError) {
        guard !line.isEmpty else {
            state = .done
            return
        }
        guard count < limits.fieldCount else { throw .tooManyFields }
        try withLine(line) { (text) throws(HTTPParseError) in
            let (name, _) = try FieldLine.split(text)
            let frames = name.equals("content-length") || name.equals("transfer-encoding") || name.equals("host")
            guard !frames else { throw .framingInTrailer }
        }
        state = .trailers(size: size + line.count + 2, count: count + 1)
    }
}

/// The line before a chunk: its size in hexadecimal and extensions, which are skipped (RFC 9112 section 7.1).
struct ChunkLine {
    let size: Int
    let extensionSize: Int

    init(_ line: ByteRun) throws(HTTPParseError) {
        var size = 0
        var digits = 0
        while digits < line.count, let value = line[digits].hexValue {
            guard size <= Int.max >> 4 else { throw .bodyTooLarge }
            size = size << 4 | Int(value)
            digits += 1
        }
        guard digits > 0 else { throw .badChunkSize }
        let rest = line.run(digits..<line.count)
        try Self.checkExtensions(rest)
        self.size = size
        extensionSize = rest.count
    }
    /// Nothing, or a semicolon and what begins as a name; nothing here understands extensions, so no more is asked.
    private static func checkExtensions(_ text: ByteRun) throws(HTTPParseError) {
        guard let semicolon = text.first else { return }
        guard semicolon == 0x3B else { throw .badChunkSize }
        guard ByteClass.isValue(text) else { throw .controlCharacter }
        guard let name = text.run(1..<text.count).trimmed.first, ByteClass.isToken(name) else {
            throw .badChunkExtension
        }
    }
}
