extension LineBuffer {
    /// Longer values are cut, with an ellipsis, so that one line cannot fill the buffer.
    static let longestValue = 16_384

    /// The inside of a JSON string: quotes, backslashes and control characters escaped.
    func append(escaped text: String) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { append(escaped: UnsafeRawBufferPointer($0)) }
        if done == nil { Array(text.utf8).withUnsafeBytes(append(escaped:)) }
    }

    func append(escaped text: UnsafeRawBufferPointer) {
        let end = Self.cut(text)
        var copied = 0
        for index in 0..<end where Self.needsEscape(text[index]) {
            append(UnsafeRawBufferPointer(rebasing: text[copied..<index]))
            append(escape: text[index])
            copied = index + 1
        }
        append(UnsafeRawBufferPointer(rebasing: text[copied..<end]))
        if end < text.count { append("…") }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private func append(escape byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        default:
            append("\\u00")
            append(Self.hexDigit(byte >> 4))
            append(Self.hexDigit(byte & 0xF))
        }
    }

    private static func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }

    /// Where to cut without splitting a character.
    private static func cut(_ text: UnsafeRawBufferPointer) -> Int {
        guard text.count > longestValue else { return text.count }
        var end = longestValue
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}
