extension LooseJSON {
    /// Longer single-quoted words are prose with an apostrophe.
    private static let longestSingleQuoted = 20_000

    /// A name: quoted, or up to its colon.
    mutating func key() -> String {
        if byte == 0x22 || byte == 0x27 || stands("“") || stands("＂") || stands("‘") {
            if case .string(let text)? = string() { return text }
        }
        let start = position
        while !isAtEnd, ![0x3A, 0x2C, 0x7D, 0x5D, 0x0A, 0x7B, 0x3D].contains(byte), !stands("："), !stands("，") {
            position += 1
        }
        if position == start, !isAtEnd, byte != 0x3A, byte != 0x3D, !stands("：") { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// The string that starts here, or nil for an apostrophe that none closes. At the end of the text it is what
    /// there is, and `lastStringClosed` is false.
    mutating func string() -> LooseValue? {
        let start = position
        let closers = Self.closers(of: byte, self)
        position += byte < 0x80 ? 1 : 3
        lastStringClosed = false
        var text: [UInt8] = []
        while !isAtEnd {
            if byte == 0x5C {
                escape(into: &text)
                continue
            }
            if let width = closerWidth(closers), endsHere(after: width) {
                position += width
                lastStringClosed = true
                return .string(String(decoding: text, as: UTF8.self))
            }
            if bytes[start] == 0x27, text.count > Self.longestSingleQuoted { break }
            text.append(byte)
            position += 1
        }
        if bytes[start] == 0x27, text.count > 200 {
            position = start
            return nil
        }
        return .string(String(decoding: text, as: UTF8.self))
    }

    /// The marks that may close what this one opens.
    private static func closers(of byte: UInt8, _ reader: LooseJSON) -> [StaticString] {
        switch byte {
        case 0x22: ["\"", "”", "＂"]
        case 0x27: ["'"]
        default:
            reader.stands("“")
                ? ["”", "\"", "“"] : reader.stands("‘") ? ["’", "‘"] : reader.stands("「") ? ["」"] : ["＂", "\""]
        }
    }

    private func closerWidth(_ closers: [StaticString]) -> Int? {
        for closer in closers where stands(closer) { return closer.utf8CodeUnitCount }
        return nil
    }

    /// Whether a quote here ends the string: what follows must go on like JSON. A quote inside the words does not.
    private func endsHere(after width: Int) -> Bool {
        var next = self
        next.position += width
        // Comments are not looked through here: that would make the whole quadratic.
        next.skipFiller(commas: false, comments: false)
        if next.isAtEnd || [0x7D, 0x5D, 0x3A, 0x3D].contains(next.byte) || next.stands("：") { return true }
        let isComma = next.byte == 0x2C || next.stands("，") || next.stands("、")
        guard isComma else {
            // No comma: only a new line with a name or a closing fence may follow.
            return next.byte == 0x22 && bytes[(position + width)..<next.position].contains(0x0A)
        }
        next.skipFiller(commas: true, comments: false)
        if next.isAtEnd { return true }
        return next.byte < 0x80 || next.stands("“") || next.stands("＂") || next.namesMember
    }

    /// Whether a bare name in Chinese and its colon stand here.
    private var namesMember: Bool {
        var next = self
        var count = 0
        while !next.isAtEnd, count < 30, next.byte >= 0x80, !next.stands("：") {
            next.position += 1
            count += 1
        }
        return count > 0 && next.byte == 0x3A
    }

    private mutating func escape(into text: inout [UInt8]) {
        position += 1
        let code = byte
        position += 1
        switch code {
        case 0x6E: text.append(0x0A)
        case 0x74: text.append(0x09)
        case 0x72: text.append(0x0D)
        case 0x62, 0x66: text.append(0x20)
        case 0x75: unicode(into: &text)
        default: text.append(code)
        }
    }

    /// \uXXXX, in pairs where one is half of a character.
    private mutating func unicode(into text: inout [UInt8]) {
        guard let first = hex() else { return }
        var value = first
        if (0xD800..<0xDC00).contains(first), byte == 0x5C, position + 1 < bytes.count, bytes[position + 1] == 0x75 {
            position += 2
            let second = hex() ?? 0
            value = 0x10000 + (first - 0xD800) << 10 + (max(second, 0xDC00) - 0xDC00) & 0x3FF
        }
        text.append(contentsOf: Array(String(Unicode.Scalar(value).map(Character.init) ?? "\u{FFFD}").utf8))
    }

    private mutating func hex() -> UInt32? {
        guard position + 4 <= bytes.count else {
            position = bytes.count
            return nil
        }
        let digits = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
        guard let value = UInt32(digits, radix: 16) else { return nil }
        position += 4
        return value
    }

    /// A number, true, false, null, or words without quotes up to the next mark.
    mutating func bareWord() -> LooseValue {
        let start = position
        while !isAtEnd, ![0x2C, 0x7D, 0x5D, 0x0A, 0x7B, 0x5B].contains(byte), !stands("，") || position == start {
            position += 1
        }
        if position == start { position += 1 }
        let word = HeadingReader.trim(String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)[...])
        switch word.lowercased() {
        case "null", "none", "nil", "undefined", "nan", "": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default: break
        }
        if let number = Double(word), number.isFinite { return .number(number) }
        return .string(word)
    }
}
