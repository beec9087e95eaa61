/// Says who speaks where the text does not put the name before the words.
struct SpeakerFinder {
    private var document: ScriptDocument
    private let search: NameSearch
    private var names: [FoldedName] = []
    /// The last speakers, newest first; at most two.
    private var recent: [String] = []
    private var lastNamed: String?
    /// The paragraph of the last speech.
    private var lastParagraph = -1

    init(_ document: ScriptDocument) {
        self.document = document
        search = NameSearch(document.source)
    }

    /// The document with every speaker that can be told.
    consuming func attributed() -> ScriptDocument {
        guard document.units.contains(where: { !$0.isSpeech && !$0.spoken.isEmpty }) else { return document }
        var known: [String] = []
        for unit in document.units where unit.isSpeech {
            if let name = unit.spoken.first?.speaker, !name.isEmpty, !known.contains(name) { known.append(name) }
        }
        known += document.castNotes.map(\.name).filter { !known.contains($0) }
        if known.isEmpty { known = ProseNames(document).names() }
        let whole = 0..<document.source.bytes.count
        let roles = Self.roles.filter { role in
            !known.contains { $0.contains(role) } && search.first(FoldedName(role), in: whole) != nil
        }
        names = (known + roles).map(FoldedName.init)
        for index in document.units.indices where !document.units[index].isSpeech { attribute(index) }
        return document
    }

    private mutating func attribute(_ index: Int) {
        let unit = document.units[index]
        for (place, spoken) in unit.spoken.enumerated() {
            let speaker = speaker(of: spoken, in: unit)
            document.units[index].spoken[place].speaker = speaker
            lastParagraph = unit.paragraph
            if !speaker.isEmpty, recent.first != speaker { recent = [speaker] + recent.prefix(1) }
        }
        if unit.spoken.isEmpty, let name = firstName(in: unit.range) { lastNamed = name }
    }

    /// The first name before the words, else right after them, else by turn.
    private func speaker(of spoken: Spoken, in unit: ScriptUnit) -> String {
        let before = unit.range.lowerBound..<max(unit.range.lowerBound, spoken.range.lowerBound)
        if let name = firstName(in: before) { return name }
        let after = spoken.range.upperBound..<min(unit.range.upperBound, spoken.range.upperBound + 90)
        if let name = firstName(in: after) { return name }
        let isAlone = before.count <= 4 && unit.range.upperBound - spoken.range.upperBound <= 4
        if lastParagraph == unit.paragraph { return recent.first ?? "" }
        if isAlone { return recent.count == 2 ? recent[1] : "" }
        return isPronoun(before) || isPronoun(after) ? recent.first ?? lastNamed ?? "" : ""
    }

    /// Whether a clause begins with he or she: whoever was last meant.
    private func isPronoun(_ range: Range<Int>) -> Bool {
        let text = document.source.flat(range).drop { !$0.isLetter }
        return ["他", "她", "he ", "she ", "said he", "said she"].contains { text.lowercased().hasPrefix($0) }
    }

    /// People without a name who may speak in prose.
    private static let roles = [
        "店小二", "小二", "掌柜", "老板娘", "老板", "店家", "服务员", "司机", "母亲", "父亲", "妈妈", "爸爸", "爷爷", "奶奶", "外婆", "外公",
        "师父", "老师", "医生", "护士", "警察", "老人", "老者", "女孩", "男孩", "少年", "少女", "男人", "女人", "管家", "侍卫", "将军",
    ]

    private func firstName(in range: Range<Int>) -> String? {
        guard range.lowerBound < range.upperBound else { return nil }
        return names.compactMap { name in search.first(name, in: range).map { (name.name, $0) } }
            .min { $0.1 < $1.1 }?.0
    }
}
