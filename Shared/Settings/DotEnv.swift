/// A `.env` file: `NAME=value` a line.
///
/// `export ` in front, comments, blank lines, CRLF and a byte order mark are taken. Unquoted values end before ` #` and
/// lose blanks at both ends; in single quotes everything stands for itself; in double quotes `\n`, `\r`, `\t`, `\"`,
/// `\\` and `\$` are known. Quoted values may go over several lines. Nothing is expanded. The last of a name counts.
struct DotEnv {
    private(set) var values: [String: String] = [:]
    /// Numbers of lines that are none of this; what stands there is not kept, it may be a secret.
    private(set) var badLines: [Int] = []

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(_ content: [UInt8]) {
        bytes = content.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(content[3...]) : content
        while index < bytes.count { readLine() }
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func readLine() {
        let first = line
        skipBlanks()
        if isAtLineEnd || current == UInt8(ascii: "#") { return skipLine() }
        skipExport()
        guard let name = readName(), take(UInt8(ascii: "=")), let value = readValue(), endsCleanly() else {
            badLines.append(first)
            return skipLine()
        }
        values[name] = value
        skipLine()
    }

    private mutating func readName() -> String? {
        let start = index
        while let byte = current, Self.isNameByte(byte) { index += 1 }
        let name = bytes[start..<index]
        guard let first = name.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        skipBlanks()
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func readValue() -> String? {
        skipBlanks()
        switch current {
        case UInt8(ascii: "'"): return readQuoted(UInt8(ascii: "'"), escapes: false)
        case UInt8(ascii: "\""): return readQuoted(UInt8(ascii: "\""), escapes: true)
        default: return readPlain()
        }
    }

    private mutating func readPlain() -> String? {
        let start = index
        var end = index
        while !isAtLineEnd, let byte = current {
            let isComment = byte == UInt8(ascii: "#") && Self.isBlank(bytes[index - 1])
            if isComment { break }
            index += 1
            if !Self.isBlank(byte) { end = index }
        }
        return Self.text(bytes[start..<end])
    }

    private mutating func readQuoted(_ quote: UInt8, escapes: Bool) -> String? {
        index += 1
        var value: [UInt8] = []
        while let byte = current {
            index += 1
            if byte == quote { return Self.text(value[...]) }
            if byte == UInt8(ascii: "\n") { line += 1 }
            if escapes, byte == UInt8(ascii: "\\"), let next = current {
                index += 1
                value += Self.unescaped(next)
            } else {
                value.append(byte)
            }
        }
        return nil
    }

    private static func unescaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"): [UInt8(ascii: "\n")]
        case UInt8(ascii: "r"): [UInt8(ascii: "\r")]
        case UInt8(ascii: "t"): [UInt8(ascii: "\t")]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"): [byte]
        default: [UInt8(ascii: "\\"), byte]
        }
    }

    /// After a value: blanks and a comment at most.
    private mutating func endsCleanly() -> Bool {
        skipBlanks()
        return isAtLineEnd || current == UInt8(ascii: "#")
    }

    private mutating func skipExport() {
        let word = Array("export".utf8)
        guard bytes[index...].starts(with: word), index + word.count < bytes.count,
            Self.isBlank(bytes[index + word.count])
        else { return }
        index += word.count
        skipBlanks()
    }

    private mutating func skipBlanks() {
        while let byte = current, Self.isBlank(byte) { index += 1 }
    }

    private mutating func skipLine() {
        while let byte = current, byte != UInt8(ascii: "\n") { index += 1 }
        if take(UInt8(ascii: "\n")) { line += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    private var isAtLineEnd: Bool {
        switch current {
        case nil, UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "\n")
        default: false
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }
}
