/// Finds the title at a script's start.
struct TitleReader {
    let source: ScriptText
    let lines: [ScriptLine]
    let format: ScriptFormat
    /// Lines that belong to the title and not to the story.
    private(set) var linesTaken = 0

    init(source: ScriptText, lines: [ScriptLine], format: ScriptFormat) {
        self.source = source
        self.lines = lines
        self.format = format
    }

    /// The title, or an empty text.
    mutating func read() -> String {
        guard let first = lines.first, first.range.count < 200 else { return "" }
        let text = source.text(first.range)
        if let title = titlePage(text) { return title }
        for mark in ["剧名：", "剧名:", "片名：", "片名:", "标题：", "标题:"] where text.hasPrefix(mark) {
            return take(String(text.dropFirst(mark.count)))
        }
        if text.hasPrefix("# "), lines.count > 1 { return take(String(text.dropFirst(2))) }
        if text.hasPrefix("《"), text.hasSuffix("》") { return take(text) }
        let endsLikeSentence = text.last.map { "。！？!?.…”\"：:，,".contains($0) } ?? true
        let isShort = text.count <= (text.utf8.count > text.count ? 20 : 48)
        guard isShort, !endsLikeSentence, lines.count > 1, first.blankAfter, HeadingReader.heading(text) == nil,
            SpeechLine(text) == nil, CastList(text) == nil, !"△▲（(".contains(text.first ?? " ")
        else { return "" }
        return take(text)
    }

    private mutating func take(_ text: String) -> String {
        linesTaken = 1
        return clean(text)
    }

    /// Fountain's title page: "Key: value" lines until the first empty line.
    private mutating func titlePage(_ first: String) -> String? {
        guard format == .screenplay, Self.isKey(first) else { return nil }
        var title = ""
        for line in lines {
            if linesTaken > 0, line.blankBefore { break }
            let text = source.text(line.range)
            if text.lowercased().hasPrefix("title:") {
                title = clean(String(text.dropFirst(6)))
            } else if title.isEmpty, linesTaken == 1 {
                title = clean(text)
            }
            linesTaken += 1
        }
        return title
    }

    private static func isKey(_ line: String) -> Bool {
        let keys = ["title:", "credit:", "author:", "authors:", "source:", "draft date:", "contact:", "copyright:"]
        return keys.contains(where: line.lowercased().hasPrefix)
    }

    private func clean(_ text: String) -> String {
        HeadingReader.trim(text.filter { !"《》_*#".contains($0) }[...])
    }
}
