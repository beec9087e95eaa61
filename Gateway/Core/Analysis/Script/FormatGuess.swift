/// Decides which conventions a script follows, from its first lines.
struct FormatGuess {
    let format: ScriptFormat

    init(_ source: ScriptText) {
        var headings = 0
        var scenes = 0
        var cues = 0
        var speeches = 0
        let lines = source.lines.prefix(1_500)
        for line in lines where line.range.count < 4_000 {
            let head = source.text(line.range.prefix(bytes: 400))
            if case .scene = HeadingReader.heading(head) {
                scenes += 1
                if head.utf8.count == head.count { headings += 1 }
            } else if SpeechLine(head) != nil {
                speeches += 1
            } else if Self.looksLikeCue(head, line) {
                cues += 1
            }
        }
        if headings > 0 && cues > 0 || cues > 1 && speeches < cues {
            format = .screenplay
        } else if scenes > 0 || speeches * 3 >= max(lines.count, 2) {
            format = headings > 0 && speeches == 0 ? .screenplay : .dialogueLines
        } else {
            format = .prose
        }
    }

    /// Capitals alone on a line, with text right below.
    private static func looksLikeCue(_ head: String, _ line: ScriptLine) -> Bool {
        guard line.blankBefore, !line.blankAfter, head.count <= 40 else { return false }
        if head.hasPrefix("@") { return true }
        let name = head.prefix { $0 != "(" }
        return name.contains(where: \.isUppercase) && !name.contains(where: \.isLowercase)
    }
}
