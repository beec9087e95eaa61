/// Cuts a paragraph into sentences; what stands in quotes is not cut, unless the quote never ends.
struct SentenceCutter {
    /// Bytes after which an open quote is taken for a forgotten one.
    static let longestQuote = 900

    let source: ScriptText

    private var depth = 0
    private var asciiQuote = false
    private var sentenceStart = 0
    private var quoteStart = 0
    private var sentences: [Range<Int>] = []

    init(_ source: ScriptText) {
        self.source = source
    }

    /// The sentences of that range, without the space between them; none is empty.
    static func sentences(of range: Range<Int>, in source: ScriptText) -> [Range<Int>] {
        var cutter = SentenceCutter(source)
        return cutter.cut(range)
    }

    private mutating func cut(_ range: Range<Int>) -> [Range<Int>] {
        sentenceStart = range.lowerBound
        var position = range.lowerBound
        while position < range.upperBound {
            let (value, width) = source.scalar(at: position)
            trackQuote(value, at: position)
            position += width
            if depth > 0, position - quoteStart > Self.longestQuote { depth = 0 }
            guard depth == 0, ends(value, at: position, in: range) else { continue }
            position = afterClosers(position, range.upperBound)
            close(at: position)
        }
        close(at: range.upperBound)
        return sentences
    }

    private mutating func close(at end: Int) {
        let sentence = source.trimmed(sentenceStart..<end)
        sentenceStart = end
        if source.inkCount(sentence) > 0 { sentences.append(sentence) }
    }

    private mutating func trackQuote(_ value: UInt32, at position: Int) {
        switch value {
        case 0x201C, 0x300C, 0x300E:
            if depth == 0 { quoteStart = position }
            depth += 1
        case 0x201D, 0x300D, 0x300F: depth = max(0, depth - 1)
        case 0x22:
            asciiQuote.toggle()
            if asciiQuote { quoteStart = position }
            depth = asciiQuote ? depth + 1 : max(0, depth - 1)
        default: break
        }
    }

    /// Whether a sentence ends before `next`, after the scalar `value`.
    private func ends(_ value: UInt32, at next: Int, in range: Range<Int>) -> Bool {
        switch value {
        case 0x3002, 0xFF01, 0xFF1F, 0x21, 0x3F: return !continuesMark(at: next, range.upperBound)
        case 0x2026: return !continuesMark(at: next, range.upperBound) && next < range.upperBound
        case 0x2E: return isFullStop(before: next, in: range)
        case 0x201D, 0x300D, 0x300F, 0x22: return opensQuote(at: next, range.upperBound)
        default: return false
        }
    }

    /// "？！", "……": the mark goes on.
    private func continuesMark(at position: Int, _ end: Int) -> Bool {
        guard position < end else { return false }
        return [0x3002, 0xFF01, 0xFF1F, 0x21, 0x3F, 0x2026].contains(source.scalar(at: position).value)
    }

    /// A dot ends a sentence before a space and no lower-case letter, but not after one letter or a title.
    private func isFullStop(before next: Int, in range: Range<Int>) -> Bool {
        guard next < range.upperBound else { return true }
        guard source.bytes[next] <= 32 || source.bytes[next] == 0x22 || source.bytes[next] == 0xE2 else { return false }
        var start = next - 1
        while start > range.lowerBound, source.bytes[start - 1] > 32 { start -= 1 }
        let word = source.text(start..<(next - 1)).lowercased()
        if word.count <= 1 || ["mr", "mrs", "ms", "dr", "st", "int", "ext", "vs"].contains(word) { return false }
        guard let following = source.bytes[next..<range.upperBound].first(where: { $0 > 32 }) else { return true }
        return !(97...122).contains(following)
    }

    private func opensQuote(at position: Int, _ end: Int) -> Bool {
        guard position < end else { return false }
        return [0x201C, 0x300C, 0x300E].contains(source.scalar(at: position).value)
    }

    private mutating func afterClosers(_ position: Int, _ end: Int) -> Int {
        var position = position
        while position < end {
            let (value, width) = source.scalar(at: position)
            guard [0x201D, 0x300D, 0x300F, 0xFF09, 0x29, 0x3011, 0x2019].contains(value) else { break }
            position += width
        }
        return position
    }
}
