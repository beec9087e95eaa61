import Models

/// A line of the kind "speaker: words", as in Chinese 剧本 and stage plays.
struct SpeechLine: Equatable {
    var speaker: String
    var kind: Utterance.Kind
    /// How it is said, from a bracket after the name or before the words.
    var manner: String
    /// Characters of the line before the words.
    var lead: Int

    /// Reads the line, or nil when it is none.
    init?(_ line: String) {
        guard let colon = line.prefix(Self.longestCue).firstIndex(where: { $0 == "：" || $0 == ":" }) else { return nil }
        var cue = CueText(String(line[..<colon]))
        guard let name = cue.name, Self.isName(name), !Self.labels.contains(name) else { return nil }
        let words = line[line.index(after: colon)...]
        let opening = Self.openingBracket(words)
        guard words.contains(where: { !$0.isWhitespace }) else { return nil }
        if let opening { cue.note(opening.text) }
        speaker = cue.isNarrator ? "" : name
        kind = cue.isNarrator ? .voiceover : cue.kind
        manner = cue.manner
        lead = line.distance(from: line.startIndex, to: colon) + 1 + (opening?.length ?? 0)
    }

    private static let longestCue = 28

    /// A bracket right after the colon.
    private static func openingBracket(_ words: Substring) -> (text: String, length: Int)? {
        let trimmed = words.drop { $0 == " " || $0 == "　" }
        guard let first = trimmed.first, "（(".contains(first),
            let end = trimmed.prefix(40).firstIndex(where: { "）)".contains($0) })
        else { return nil }
        let after = trimmed.index(after: end)
        guard trimmed[after...].contains(where: { !$0.isWhitespace }) else { return nil }
        return (
            String(trimmed[trimmed.index(after: trimmed.startIndex)..<end]),
            words.distance(from: words.startIndex, to: after)
        )
    }

    /// A name is short and holds no sentence: at most 8 Han characters, or 3 Latin words with capitals.
    static func isName(_ name: String) -> Bool {
        guard !name.isEmpty, !name.contains(where: { "。，！？,!?“”\"《》…=/".contains($0) }) else { return false }
        guard !name.allSatisfy({ $0.isNumber || $0 == " " }) else { return false }
        if name.unicodeScalars.contains(where: { $0.value > 0x2E80 }) { return name.count <= 8 && !name.contains(" ") }
        let words = name.split(separator: " ")
        return words.count <= 3 && words.allSatisfy { $0.first?.isUppercase == true || $0.first?.isNumber == true }
    }

    /// Labels that look like cues.
    static let labels: Set<String> = [
        "时间", "地点", "人物", "出场人物", "登场人物", "场景", "道具", "音效", "音乐", "字幕", "备注", "注", "镜头", "转场", "画面",
        "特写", "内景", "外景", "剧名", "片名", "编剧", "作者", "导演", "类型", "题材", "简介", "梗概", "主题", "人物表", "人物小传",
        "Title", "Author", "Credit", "Source", "Time", "Place", "Setting", "Characters", "Cast", "Note", "Notes",
        "Contact", "Copyright", "Draft", "Draft date", "INT", "EXT",
    ]
}

/// A cue: a name with brackets and marks such as (V.O.), OS, 画外音.
struct CueText {
    private(set) var name: String?
    private(set) var kind = Utterance.Kind.dialogue
    private(set) var manner = ""

    /// Takes the name out of a cue and reads its brackets.
    init(_ cue: String) {
        var bare = ""
        var inside = ""
        var depth = 0
        for character in cue {
            if "（([【".contains(character) {
                depth += 1
            } else if "）)]】".contains(character) {
                depth -= 1
                note(inside)
                inside = ""
            } else if depth > 0 {
                inside.append(character)
            } else {
                bare.append(character)
            }
        }
        take(bare.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    var isNarrator: Bool {
        ["旁白", "画外音", "解说", "独白", "NARRATOR", "Narrator", "VOICE", "V.O.", "VO", "OS"].contains(name ?? "")
    }

    /// Reads what a bracket says of the voice.
    mutating func note(_ text: String) {
        let mark = text.uppercased().filter { $0 != "." && $0 != " " && $0 != "'" && $0 != "’" }
        switch mark {
        case "VO", "旁白", "内心独白", "内心", "心声", "独白", "心理活动", "内心OS": kind = .voiceover
        case "OS", "OC", "画外音", "画外", "电话", "电话里", "电话中": kind = .offscreen
        case "CONTD", "CONT", "续", "接上": break
        default: manner = manner.isEmpty ? text : manner + "，" + text
        }
    }

    private mutating func take(_ words: [String]) {
        var words = words
        while words.count > 1, let last = words.last, Self.marks.contains(last.uppercased()) {
            note(last)
            words.removeLast()
        }
        var joined = words.joined(separator: " ")
        for mark in ["OS", "VO", "画外音"] where joined.hasSuffix(mark) && joined.count > mark.count {
            guard joined.dropLast(mark.count).last?.isASCII == false else { continue }
            note(mark)
            joined.removeLast(mark.count)
        }
        name = joined.isEmpty ? nil : joined
    }

    private static let marks: Set<String> = ["OS", "O.S.", "VO", "V.O.", "旁白", "画外音"]
}
