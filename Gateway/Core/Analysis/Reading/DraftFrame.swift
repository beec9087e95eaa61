import Models

/// What a model said about a frame, as far as it could be read; nothing else of its answer goes on.
struct DraftFrame: Sendable, Equatable {
    static let longestText = 2_000

    var scene: Int?
    var sequence: Int?
    /// Paragraphs, counted from 1.
    var from: Int?
    var to: Int?
    var description: String?
    var prompt: String?
    var jimengPrompt: String?
    var negativePrompt: String?
    var shot: ShotType?
    var movement: CameraMovement?
    var characters: [String] = []
    var seconds: Double?
    var narration: String?
    var utterances: [Utterance] = []

    /// Reads an object; nil for one that says nothing about a picture, or that was cut off.
    init?(_ value: LooseValue) {
        guard case .object(_, isWhole: true) = value else { return nil }
        description = Self.text(value, FieldNames.description)
        prompt = Self.text(value, FieldNames.prompt)
        jimengPrompt = Self.text(value, FieldNames.jimengPrompt)
        guard description != nil || prompt != nil || jimengPrompt != nil else { return nil }
        scene = value.member(FieldNames.scene)?.whole
        sequence = value.member(FieldNames.sequence)?.whole
        from = value.member(FieldNames.from)?.whole
        to = value.member(FieldNames.to)?.whole
        if let range = value.member(FieldNames.paragraphs) { readRange(range) }
        negativePrompt = Self.text(value, FieldNames.negativePrompt)
        shot = value.member(FieldNames.shot)?.text.flatMap(ShotType.init(words:))
        movement = value.member(FieldNames.movement)?.text.flatMap(CameraMovement.init(words:))
        characters = (value.member(FieldNames.characters)?.texts ?? []).map { String($0.prefix(60)) }
        seconds = value.member(FieldNames.seconds)?.number.flatMap {
            $0 > 0 && $0 <= 60 ? ($0 * 10).rounded() / 10 : nil
        }
        narration = Self.text(value, FieldNames.narration)
        utterances = Self.utterances(value)
    }

    /// "3-5", [3, 5], 4.
    private mutating func readRange(_ value: LooseValue) {
        let numbers: [Int]
        if case .string(let text) = value {
            numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        } else {
            numbers = value.elements.compactMap(\.whole)
        }
        from = from ?? numbers.min()
        to = to ?? numbers.max()
    }

    private static func text(_ value: LooseValue, _ names: [String]) -> String? {
        guard let text = value.member(names)?.text else { return nil }
        let clean = String(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 })
        return clean.isEmpty ? nil : String(clean.prefix(longestText))
    }

    private static func utterances(_ value: LooseValue) -> [Utterance] {
        guard let lines = value.member(FieldNames.utterances) else { return [] }
        return lines.elements.compactMap { line in
            if let words = line.member(FieldNames.words)?.text {
                let kind = line.member(["kind", "type", "类型"])?.text.flatMap(Utterance.Kind.init(rawValue:))
                return Utterance(
                    kind: kind ?? .dialogue, speaker: line.member(FieldNames.speaker)?.text ?? "", text: words)
            }
            guard let text = line.text, !["无", "none", "null", "-", "N/A"].contains(text) else { return nil }
            guard let spoken = SpeechLine(text) else { return Utterance(kind: .dialogue, speaker: "", text: text) }
            return Utterance(
                kind: spoken.kind, speaker: spoken.speaker, text: HeadingReader.trim(text.dropFirst(spoken.lead)))
        }
    }
}

/// The names that models give to a frame's fields, folded as `LooseMember.fold` does.
enum FieldNames {
    static let description = [
        "chinesedescription", "description", "desc", "描述", "中文描述", "画面描述", "画面", "画面内容", "content", "action", "visual",
        "scenedescription", "内容",
    ]
    static let prompt = [
        "prompt", "englishprompt", "imageprompt", "英文提示词", "enprompt", "提示词", "sdprompt", "imagegenprompt",
    ]
    static let jimengPrompt = ["jimengprompt", "即梦提示词", "中文提示词", "chineseprompt", "jimeng", "zhprompt", "即梦"]
    static let negativePrompt = ["negativeprompt", "negative", "负面提示词", "反向提示词", "负向提示词"]
    static let scene = ["scene", "scenenumber", "sceneid", "sceneindex", "sceneno", "场景", "场次", "场", "场景编号", "场景号"]
    static let sequence = [
        "sequence", "frame", "framenumber", "frameid", "index", "id", "no", "number", "shot", "shotnumber", "序号", "编号",
        "镜号",
        "镜头号", "分镜号", "帧",
    ]
    static let from = ["from", "start", "startparagraph", "begin", "firstparagraph", "开始", "起始", "起始段落", "起"]
    static let to = ["to", "end", "endparagraph", "lastparagraph", "结束", "结束段落", "止"]
    static let paragraphs = ["paragraphs", "paragraph", "range", "段落", "span"]
    static let shot = ["shottype", "shot", "shotsize", "framing", "景别", "镜头类型", "镜头景别", "camerashot"]
    static let movement = [
        "cameramovement", "cameramove", "cameramotion", "camera", "movement", "运镜", "镜头运动", "摄像机运动", "机位运动", "镜头",
    ]
    static let characters = ["characters", "character", "people", "cast", "人物", "角色", "出场人物", "出镜人物"]
    static let seconds = ["durationseconds", "duration", "seconds", "length", "时长", "持续时间", "秒数"]
    static let narration = ["narration", "voiceover", "旁白", "解说"]
    static let utterances = ["utterances", "dialogue", "dialogues", "dialog", "lines", "台词", "对白", "对话"]
    static let speaker = ["speaker", "character", "name", "who", "说话人", "角色", "人物"]
    static let words = ["text", "line", "content", "words", "dialogue", "台词", "内容", "对白"]
    static let name = ["name", "character", "姓名", "名字", "名称", "角色", "角色名"]
    static let appearance = ["appearance", "look", "looks", "description", "外貌", "外形", "形象", "外貌描述", "描述", "特征"]
    static let anchor = ["anchorprompt", "anchor", "prompt", "锚点", "锚定提示词", "提示词"]
    static let summary = ["summary", "description", "desc", "synopsis", "content", "概要", "摘要", "描述", "内容", "情节"]
    static let heading = ["heading", "title", "name", "标题", "场景标题", "名称"]
}
