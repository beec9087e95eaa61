/// Joins hard-wrapped lines into the paragraphs that they make, where the text is wrapped so.
struct ParagraphJoiner {
    let source: ScriptText

    /// The lines, joined when most of them break in the middle of a sentence.
    func join(_ lines: [ScriptLine]) -> [ScriptLine] {
        guard isWrapped(lines) else { return lines }
        var joined: [ScriptLine] = []
        for line in lines {
            if line.blankBefore || joined.isEmpty {
                joined.append(line)
            } else {
                let start = joined[joined.count - 1].range.lowerBound
                joined[joined.count - 1].range = start..<line.range.upperBound
                joined[joined.count - 1].blankAfter = line.blankAfter
            }
        }
        return joined
    }

    private func isWrapped(_ lines: [ScriptLine]) -> Bool {
        let inner = lines.filter { !$0.blankAfter }
        guard inner.count > 3, inner.count * 2 > lines.count else { return false }
        let broken = inner.count(where: { line in
            let last = source.bytes[line.range.upperBound - 1]
            return (97...122).contains(last) || last == 0x2C || (65...90).contains(last)
        })
        return broken * 2 > inner.count
    }
}
