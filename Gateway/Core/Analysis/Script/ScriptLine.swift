/// A line that holds something.
package struct ScriptLine: Sendable, Equatable {
    /// Without white space at its ends.
    package var range: Range<Int>
    /// Whether an empty line, or the start of the text, goes before.
    package var blankBefore: Bool
    /// Whether an empty line, or the end of the text, comes after.
    package var blankAfter: Bool
}

/// Cuts bytes into lines at LF, CR and CR LF.
struct LineCutter {
    let bytes: [UInt8]

    func lines() -> [ScriptLine] {
        var lines: [ScriptLine] = []
        var blank = true
        for raw in rawLines() {
            let range = trim(raw)
            guard !range.isEmpty else {
                blank = true
                continue
            }
            if !blank, !lines.isEmpty { lines[lines.count - 1].blankAfter = false }
            lines.append(ScriptLine(range: range, blankBefore: blank, blankAfter: true))
            blank = false
        }
        return lines
    }

    private func rawLines() -> [Range<Int>] {
        bytes.withUnsafeBufferPointer { buffer in
            var ranges: [Range<Int>] = []
            var start = 0
            var position = 0
            while position < buffer.count {
                let byte = buffer[position]
                if byte == 10 || byte == 13 {
                    ranges.append(start..<position)
                    if byte == 13, position + 1 < buffer.count, buffer[position + 1] == 10 { position += 1 }
                    start = position + 1
                }
                position += 1
            }
            ranges.append(start..<buffer.count)
            return ranges
        }
    }

    /// Spaces of every width go; the three-byte ones are U+3000, U+FEFF and U+200B.
    private func trim(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, let width = Self.width(bytes[start..<end]) { start += width }
        while start < end {
            if bytes[end - 1] <= 32 {
                end -= 1
            } else if end - start >= 3, Self.width(bytes[(end - 3)..<end]) == 3 {
                end -= 3
            } else if end - start >= 2, Self.width(bytes[(end - 2)..<end]) == 2 {
                end -= 2
            } else {
                break
            }
        }
        return start..<end
    }

    private static func width(_ head: ArraySlice<UInt8>) -> Int? {
        let first = head[head.startIndex]
        if first <= 32 { return 1 }
        if head.starts(with: [0xC2, 0xA0]) { return 2 }
        for wide in [[0xE3, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0x8B]] as [[UInt8]]
        where head.starts(with: wide) {
            return 3
        }
        return nil
    }
}
