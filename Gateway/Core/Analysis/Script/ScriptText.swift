/// The bytes of a script with its lines. Ranges anywhere in the analysis count these bytes.
package struct ScriptText: Sendable {
    package let bytes: [UInt8]
    /// The same with ASCII letters in lower case, for finding names.
    let folded: [UInt8]
    package let lines: [ScriptLine]

    package init(_ script: String) {
        bytes = Array(script.utf8)
        folded = Self.fold(bytes)
        lines = LineCutter(bytes: bytes).lines()
    }

    /// The text of those bytes as the author wrote it.
    package func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The text on one line, for descriptions: every run of white space becomes one space, none between Han.
    package func flat(_ range: Range<Int>) -> String {
        text(range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The range without white space at its ends.
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, let width = spaceWidth(at: start, before: end) { start += width }
        while start < end, let width = spaceWidth(endingAt: end, from: start) { end -= width }
        return start..<end
    }

    /// Bytes in the range that are no white space.
    package func inkCount(_ range: Range<Int>) -> Int {
        var count = 0
        var position = range.lowerBound
        while position < range.upperBound {
            if let width = spaceWidth(at: position, before: range.upperBound) {
                position += width
            } else {
                position += 1
                count += 1
            }
        }
        return count
    }

    private static func fold(_ bytes: [UInt8]) -> [UInt8] {
        var folded = bytes
        folded.withUnsafeMutableBufferPointer { buffer in
            for index in buffer.indices where (65...90).contains(buffer[index]) { buffer[index] += 32 }
        }
        return folded
    }
}

extension ScriptText {
    /// The scalar that starts at `position` and its width in bytes; the bytes come from a String, so they are sound.
    func scalar(at position: Int) -> (value: UInt32, width: Int) {
        let lead = UInt32(bytes[position])
        func tail(_ offset: Int) -> UInt32 {
            position + offset < bytes.count ? UInt32(bytes[position + offset]) & 0x3F : 0
        }
        switch lead {
        case 0xF0...: return ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
        case 0xE0...: return ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
        case 0xC0...: return ((lead & 0x1F) << 6 | tail(1), 2)
        default: return (lead, 1)
        }
    }

    /// The width of the white space at `position`: ASCII space, no-break space, ideographic space, byte order mark.
    private func spaceWidth(at position: Int, before end: Int) -> Int? {
        let byte = bytes[position]
        if byte <= 32 { return 1 }
        guard byte >= 0xC2, byte <= 0xEF else { return nil }
        let (value, width) = scalar(at: position)
        return Self.isWideSpace(value) && position + width <= end ? width : nil
    }

    private func spaceWidth(endingAt end: Int, from start: Int) -> Int? {
        let byte = bytes[end - 1]
        if byte <= 32 { return 1 }
        guard byte & 0xC0 == 0x80 else { return nil }
        for width in 2...3 where end - width >= start {
            let (value, found) = scalar(at: end - width)
            if found == width, Self.isWideSpace(value) { return width }
        }
        return nil
    }

    private static func isWideSpace(_ value: UInt32) -> Bool {
        value == 0x00A0 || value == 0x3000 || value == 0xFEFF || value == 0x200B || value == 0x2028 || value == 0x2029
    }
}
