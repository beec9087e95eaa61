import Models

/// What a beat holds, read once for choosing the shot and writing the texts.
struct BeatContent {
    /// What happens, without the spoken words; empty for speech alone.
    var action: String
    var utterances: [Utterance]
    /// How the first line is spoken.
    var manner: String
    /// Names of those seen, in order of appearance; speakers who are only heard are left out.
    var people: [String]
    var setting: Setting
    var span: Range<Int>

    var speakers: [String] {
        var names: [String] = []
        for utterance in utterances where utterance.kind == .dialogue && !names.contains(utterance.speaker) {
            names.append(utterance.speaker)
        }
        return names.filter { !$0.isEmpty }
    }
}

/// Reads the content of beats.
struct BeatReader {
    private let document: ScriptDocument
    private let search: NameSearch
    private let names: [FoldedName]
    /// "(30s, raincoat)": it stands in every prompt already, so captions go without it.
    private let introductions: [String]

    init(_ document: ScriptDocument, cast: Cast) {
        self.document = document
        search = NameSearch(document.source)
        names = cast.members.map { FoldedName($0.name) }
        introductions = cast.members.filter { !$0.appearance.isEmpty }.flatMap {
            [" (\($0.appearance))", "(\($0.appearance))", "（\($0.appearance)）"]
        }
    }

    /// What those units hold; without the spoken words for an angle that repeats them.
    func content(of beat: FrameBeat) -> BeatContent {
        let units = document.units[beat.units]
        let utterances = beat.role == .story ? utterances(of: units) : []
        return BeatContent(
            action: action(of: units), utterances: utterances, manner: units.first(where: \.isSpeech)?.manner ?? "",
            people: people(units), setting: document.settings[units[units.startIndex].setting],
            span: span(of: beat.units))
    }

    /// From the end of the unit before to the end of the last one, so that headings and notes lie in some frame.
    func span(of units: Range<Int>) -> Range<Int> {
        let all = document.units
        let start = units.lowerBound == 0 ? 0 : all[units.lowerBound - 1].range.upperBound
        let end =
            units.upperBound == all.count ? document.source.bytes.count : all[units.upperBound - 1].range.upperBound
        return document.source.trimmed(start..<end)
    }

    /// The spoken words in the author's own letters; pieces of one speech that touch are one utterance.
    func utterances(of units: ArraySlice<ScriptUnit>) -> [Utterance] {
        var merged: [Spoken] = []
        for spoken in units.flatMap(\.spoken) {
            if let last = merged.last, last.speech == spoken.speech {
                merged[merged.count - 1].range = last.range.lowerBound..<spoken.range.upperBound
            } else {
                merged.append(spoken)
            }
        }
        return merged.map {
            Utterance(kind: $0.kind, speaker: $0.speaker, text: document.source.text($0.range))
        }
    }

    private func action(of units: ArraySlice<ScriptUnit>) -> String {
        let limit = document.isChinese ? 80 : 190
        var text = ""
        for unit in units where !unit.isSpeech && text.count < limit {
            let piece = introductions.reduce(unspoken(unit)) { $0.replacing($1, with: "") }
            guard piece.contains(where: { !$0.isPunctuation && !$0.isWhitespace }) else { continue }
            let isFirst = text.isEmpty
            if !isFirst, text.count + piece.count > limit { break }
            text += isFirst || document.isChinese ? piece : " " + piece
        }
        return Self.shortened(text, to: limit)
    }

    /// The unit's text without what stands in quotes as speech.
    private func unspoken(_ unit: ScriptUnit) -> String {
        guard !unit.spoken.isEmpty else { return document.source.flat(unit.content) }
        var text = ""
        var start = unit.content.lowerBound
        for spoken in unit.spoken where spoken.range.lowerBound >= start {
            text += document.source.flat(start..<spoken.range.lowerBound)
            start = spoken.range.upperBound
        }
        text += " " + document.source.flat(start..<unit.content.upperBound)
        text = Self.tidied(text)
        return Self.onlySaysWho(text) ? "" : text
    }

    /// "陆寒江说。", "said Thomas.": nothing to show.
    private static func onlySaysWho(_ text: String) -> Bool {
        if text.count <= 7, text.utf8.count > text.count { return text.contains { "说道问答喊".contains($0) } }
        let words = text.split(whereSeparator: { !$0.isLetter }).map { $0.lowercased() }
        return words.count <= 5 && words.contains(where: ProseNames.saying.contains)
    }

    private static func tidied(_ text: String) -> String {
        let marks = "“”\"「」『』 ：:，,"
        let words = text.filter { !"“”\"「」『』".contains($0) }
        let front = words.drop { marks.contains($0) || "。！？.!?".contains($0) }
        let bare = String(front.reversed().drop { marks.contains($0) }.reversed())
        return bare.last.map { "。.！!？?…".contains($0) } ?? true
            ? bare : bare + (bare.utf8.count > bare.count ? "。" : ".")
    }

    private static func shortened(_ text: String, to limit: Int) -> String {
        guard text.count > limit else { return text }
        let head = text.prefix(limit)
        let cut = head.lastIndex { "。，；！？,.;!? ".contains($0) } ?? head.endIndex
        return head[..<(head.distance(from: head.startIndex, to: cut) > limit / 2 ? cut : head.endIndex)] + "…"
    }

    private func people(_ units: ArraySlice<ScriptUnit>) -> [String] {
        var found: [(name: String, position: Int)] = []
        for name in names {
            if let position = position(of: name, in: units) { found.append((name.name, position)) }
        }
        return found.sorted { $0.position < $1.position }.map(\.name)
    }

    /// Where the person first acts or speaks; a name that is only spoken of does not count.
    private func position(of name: FoldedName, in units: ArraySlice<ScriptUnit>) -> Int? {
        for unit in units {
            if unit.spoken.contains(where: { $0.speaker == name.name && $0.kind == .dialogue }) {
                return unit.range.lowerBound
            }
            if !unit.isSpeech, let position = search.first(name, in: unit.range),
                !unit.spoken.contains(where: { $0.range.contains(position) })
            {
                return position
            }
        }
        return nil
    }
}
