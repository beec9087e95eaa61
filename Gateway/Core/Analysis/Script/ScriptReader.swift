import Models

/// Reads a script line by line into units; one pass, whatever the format.
struct ScriptReader {
    let source: ScriptText
    var document: ScriptDocument
    private var paragraph = 0
    private var speech = 0
    /// The speaker whose lines go on below a Fountain cue.
    private var openCue: CueText?
    private var isBoneyard = false
    private var isCastList = false
    private var sawHeading = false

    init(_ source: ScriptText) {
        self.source = source
        document = ScriptDocument(source: source, format: FormatGuess(source).format)
    }

    /// The whole script, read.
    consuming func read() -> ScriptDocument {
        var lines = source.lines
        var title = TitleReader(source: source, lines: lines, format: document.format)
        document.title = title.read()
        lines.removeFirst(title.linesTaken)
        if document.format == .prose { lines = ParagraphJoiner(source: source).join(lines) }
        for line in lines { take(line) }
        if document.units.isEmpty { for line in source.lines { addAction(line.range, content: line.range) } }
        return SpeakerFinder(document).attributed()
    }

    private mutating func take(_ line: ScriptLine) {
        let head = source.text(line.range.prefix(bytes: 400))
        if skips(head, line) { return }
        if line.blankBefore { openCue = nil }
        if let heading = HeadingReader.heading(head), line.range.count < 400 { return begin(heading) }
        if let list = CastList(head), !sawHeading || list.isBesideHeading { return take(list) }
        switch document.format {
        case .screenplay: takeScreenplay(line, head)
        case .dialogueLines: takeDialogueLine(line, head)
        case .prose: addAction(line.range, content: line.range)
        }
    }

    // MARK: What is no part of the story

    /// Notes, comments, transitions and page breaks.
    private mutating func skips(_ head: String, _ line: ScriptLine) -> Bool {
        if isBoneyard || head.hasPrefix("/*") {
            isBoneyard = !source.text(line.range).contains("*/")
            return true
        }
        if head.hasPrefix("[["), head.hasSuffix("]]") { return true }
        if head.allSatisfy({ "=-*_—~·•#".contains($0) }) { return true }
        guard document.format == .screenplay else { return false }
        if head.hasPrefix("="), !head.hasPrefix("==") { return true }
        return Self.isTransition(head)
    }

    private static func isTransition(_ head: String) -> Bool {
        if head.hasPrefix(">"), !head.hasSuffix("<") { return true }
        let isUpper = !head.contains(where: \.isLowercase)
        return isUpper && head.count < 30 && (head.hasSuffix("TO:") || head == "FADE OUT." || head == "FADE IN:")
    }

    // MARK: Headings and people

    private mutating func begin(_ heading: HeadingReader.Heading) {
        openCue = nil
        isCastList = false
        sawHeading = true
        switch heading {
        case .scene(let setting), .chapter(let setting): begin(setting)
        }
    }

    /// A heading right below another joins it: 第一幕 above 第一场.
    private mutating func begin(_ setting: Setting) {
        let current = document.settings.count - 1
        guard current > 0, document.units.last?.setting != current else { return document.settings.append(setting) }
        var setting = setting
        setting.heading = document.settings[current].heading + " / " + setting.heading
        if setting.place.isEmpty { setting.place = document.settings[current].place }
        document.settings[current] = setting
    }

    private mutating func take(_ list: CastList) {
        isCastList = !sawHeading
        for name in list.names { document.castNotes.append(CastNote(name: name, appearance: "")) }
        if let place = list.place { document.settings[document.settings.count - 1].place = place }
        if let time = list.time { document.settings[document.settings.count - 1].time = time }
    }

    // MARK: Screenplays

    private mutating func takeScreenplay(_ line: ScriptLine, _ head: String) {
        if var cue = openCue {
            if let first = head.first, "（(".contains(first), "）)".contains(head.last ?? " ") {
                cue.note(String(head.dropFirst().dropLast()))
                openCue = cue
                speech += 1
            } else {
                addSpeech(line.range, content: lyrics(line.range, head), cue: cue)
            }
            return
        }
        if line.blankBefore, !line.blankAfter, let cue = Self.cue(head) {
            openCue = cue
            speech += 1
            return
        }
        if document.isChinese, SpeechLine(head) != nil { return takeDialogueLine(line, head) }
        addAction(line.range, content: marked(line.range, head))
    }

    private static func cue(_ head: String) -> CueText? {
        if head.hasPrefix("@") { return CueText(String(head.dropFirst())) }
        guard head.count <= 50, !head.hasPrefix("!") else { return nil }
        let name = head.prefix { $0 != "(" && $0 != "（" }
        guard name.contains(where: \.isUppercase), !name.contains(where: \.isLowercase) else { return nil }
        return CueText(head.filter { $0 != "^" })
    }

    private func lyrics(_ range: Range<Int>, _ head: String) -> Range<Int> {
        head.hasPrefix("~") ? source.trimmed((range.lowerBound + 1)..<range.upperBound) : range
    }

    // MARK: Speaker and words on one line

    private mutating func takeDialogueLine(_ line: ScriptLine, _ head: String) {
        guard let spoken = SpeechLine(head) else {
            return addAction(line.range, content: marked(line.range, head))
        }
        let lead = head.prefix(spoken.lead).utf8.count
        let content = unquoted(source.trimmed((line.range.lowerBound + lead)..<line.range.upperBound))
        if isCastList, !sawHeading {
            document.castNotes.append(CastNote(name: spoken.speaker, appearance: source.flat(content)))
            return
        }
        speech += 1
        var cue = CueText(spoken.speaker)
        if !spoken.manner.isEmpty { cue.note(spoken.manner) }
        addSpeech(line.range, content: content, cue: cue, kind: spoken.kind, speaker: spoken.speaker)
    }

    /// The words without a pair of quotes around all of them.
    private func unquoted(_ range: Range<Int>) -> Range<Int> {
        let quoted = QuoteFinder(source: source).speeches(in: range)
        guard quoted.count == 1, let inside = quoted.first, range.count - inside.count <= 6 else { return range }
        return inside
    }

    /// Action without △, brackets around all of it, or Fountain's "!".
    private func marked(_ range: Range<Int>, _ head: String) -> Range<Int> {
        guard let first = head.first else { return range }
        var content = range
        if "△▲∆!！>".contains(first) {
            content = source.trimmed((range.lowerBound + first.utf8.count)..<range.upperBound)
        }
        if "（(".contains(first), let last = head.last, "）)".contains(last), range.count < 400 {
            content = (range.lowerBound + first.utf8.count)..<(range.upperBound - last.utf8.count)
        }
        return content.isEmpty ? range : content
    }

    // MARK: Units

    private mutating func addAction(_ range: Range<Int>, content: Range<Int>) {
        let sentences = SentenceCutter.sentences(of: content, in: source)
        let quotes = QuoteFinder(source: source)
        for (index, sentence) in sentences.enumerated() {
            var spoken: [Spoken] = []
            for words in quotes.speeches(in: sentence) {
                speech += 1
                spoken.append(Spoken(range: words, speaker: "", kind: .dialogue, speech: speech))
            }
            let start = index == 0 ? range.lowerBound : sentence.lowerBound
            let end = index == sentences.count - 1 ? range.upperBound : sentence.upperBound
            add(start..<end, content: sentence, isSpeech: false, manner: "", spoken: spoken)
        }
        paragraph += 1
    }

    private mutating func addSpeech(
        _ range: Range<Int>, content: Range<Int>, cue: CueText, kind: Utterance.Kind? = nil, speaker: String? = nil
    ) {
        let sentences = SentenceCutter.sentences(of: content, in: source)
        let isNarrator = cue.isNarrator
        for (index, sentence) in sentences.enumerated() {
            let spoken = Spoken(
                range: sentence, speaker: speaker ?? (isNarrator ? "" : cue.name ?? ""),
                kind: kind ?? (isNarrator ? .voiceover : cue.kind), speech: speech)
            let start = index == 0 ? range.lowerBound : sentence.lowerBound
            let end = index == sentences.count - 1 ? range.upperBound : sentence.upperBound
            add(start..<end, content: sentence, isSpeech: true, manner: cue.manner, spoken: [spoken])
        }
        paragraph += 1
    }

    private mutating func add(
        _ range: Range<Int>, content: Range<Int>, isSpeech: Bool, manner: String, spoken: [Spoken]
    ) {
        document.units.append(
            ScriptUnit(
                range: range, content: content, paragraph: paragraph, setting: document.settings.count - 1,
                isSpeech: isSpeech, manner: manner, spoken: spoken))
    }
}

extension Range<Int> {
    /// At most that many of the range's first bytes.
    func prefix(bytes: Int) -> Range<Int> {
        lowerBound..<Swift.min(upperBound, lowerBound + bytes)
    }
}
