/// Reads what a language model gives for JSON: in fences or prose, with trailing or missing commas, single, curly or
/// fullwidth marks, comments, bare words, unescaped quotes, and cut off anywhere. Never fails; linear in the length.
struct LooseJSON {
    /// Deeper brackets are skipped.
    static let deepest = 40

    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// All objects and arrays of the text, in order; what stands in thinking tags before them is left out.
    static func values(in text: String) -> [LooseValue] {
        var reader = LooseJSON(Array(answer(text).utf8))
        return reader.readAll()
    }

    /// The text after the last closed thinking tag.
    private static func answer(_ text: String) -> Substring {
        for tag in ["</think>", "</thinking>", "</thought>"] {
            if let end = text.ranges(of: tag).last?.upperBound { return text[end...] }
        }
        return text[...]
    }

    private mutating func readAll() -> [LooseValue] {
        var values: [LooseValue] = []
        while position < bytes.count {
            if byte == 0x7B || byte == 0x5B {
                values.append(value())
            } else {
                position += 1
            }
        }
        return values
    }

    var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }
    var isAtEnd: Bool { position >= bytes.count }

    /// Whether that text stands here.
    func stands(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Skips white space, comments and commas of every width.
    mutating func skipFiller(commas: Bool, comments: Bool = true) {
        while !isAtEnd {
            if byte <= 0x20 || commas && (byte == 0x2C || byte == 0x3B) {
                position += 1
            } else if commas && (stands("，") || stands("、") || stands("；")) || stands("　") || stands("\u{FEFF}") {
                position += 3
            } else if stands("\u{00A0}") {
                position += 2
            } else if comments && stands("//") {
                while !isAtEnd, byte != 0x0A { position += 1 }
            } else if comments && stands("/*") {
                position += 2
                while !isAtEnd, !stands("*/") { position += 1 }
                position = min(bytes.count, position + 2)
            } else {
                return
            }
        }
    }

    /// The value that starts here; always moves on.
    mutating func value() -> LooseValue {
        switch byte {
        case 0x7B, 0x5B: return nested()
        case 0x22, 0x27: return string() ?? bareWord()
        default: return stands("“") || stands("‘") || stands("「") || stands("＂") ? string() ?? bareWord() : bareWord()
        }
    }

    private mutating func nested() -> LooseValue {
        guard depth < Self.deepest else {
            position += 1
            return .null
        }
        depth += 1
        defer { depth -= 1 }
        return byte == 0x7B ? object() : array()
    }

    private mutating func array() -> LooseValue {
        position += 1
        var elements: [LooseValue] = []
        while true {
            skipFiller(commas: true)
            if isAtEnd { break }
            if byte == 0x5D {
                position += 1
                break
            }
            // The bracket was forgotten: an object around this array ends here.
            if byte == 0x7D { break }
            elements.append(value())
        }
        return .array(elements)
    }

    private mutating func object() -> LooseValue {
        position += 1
        var members: [LooseMember] = []
        while true {
            skipFiller(commas: true)
            if isAtEnd { return .object(members, isWhole: false) }
            if byte == 0x7D {
                position += 1
                return .object(members, isWhole: true)
            }
            if byte == 0x5D { return .object(members, isWhole: true) }
            guard let member = member() else { continue }
            members.append(member)
            if isAtEnd { return .object(members, isWhole: false) }
        }
    }

    /// The next name and value; nil for what is none.
    private mutating func member() -> LooseMember? {
        let start = position
        if byte == 0x7B || byte == 0x5B {
            // A value without a name: kept, for frames may stand in it.
            return LooseMember(key: "", value: value())
        }
        let name = key()
        skipFiller(commas: false)
        guard byte == 0x3A || stands("：") || byte == 0x3D else {
            if position == start { position += 1 }
            return nil
        }
        position += byte == 0x3A || byte == 0x3D ? 1 : 3
        skipFiller(commas: false)
        if isAtEnd || byte == 0x2C || byte == 0x7D || byte == 0x5D {
            return LooseMember(key: LooseMember.fold(name), value: .null)
        }
        let wasAt = position
        let value = value()
        // Cut off inside the value: what is there may not be all of it.
        if isAtEnd, !isClosed(value, from: wasAt) { return nil }
        return LooseMember(key: LooseMember.fold(name), value: value)
    }

    /// Whether a value that reaches the end of the text is surely whole.
    private func isClosed(_ value: LooseValue, from start: Int) -> Bool {
        switch value {
        case .string: bytes.count > start + 1 && lastStringClosed
        case .array, .object: true
        case .number, .bool, .null: false
        }
    }

    /// Set by `string()`.
    var lastStringClosed = false
}
