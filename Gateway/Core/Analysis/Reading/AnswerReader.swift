import Models

/// Takes what an answer holds out of it, wherever in the answer it stands.
struct AnswerReader {
    /// More objects than this are not looked at.
    static let mostObjects = 20_000

    private let values: [LooseValue]

    init(_ text: String) {
        var values = LooseJSON.values(in: text)
        // A stray bracket or quote in the prose before may have swallowed the answer: begin at its first object.
        if !values.contains(where: Self.holdsObject), let start = text.firstRange(of: "{\"")?.lowerBound {
            values = LooseJSON.values(in: String(text[start...]))
        }
        self.values = values
    }

    /// Every whole frame, in order; a frame told twice counts once, as last told.
    func frames() -> [DraftFrame] {
        var frames: [DraftFrame] = []
        var places: [String: Int] = [:]
        walk { value, scene in
            guard var frame = DraftFrame(value) else { return false }
            if frame.scene == nil { frame.scene = scene }
            guard let sequence = frame.sequence else {
                frames.append(frame)
                return true
            }
            let key = "\(frame.scene ?? 0)/\(sequence)"
            if let place = places[key] {
                frames[place] = frame
            } else {
                places[key] = frames.count
                frames.append(frame)
            }
            return true
        }
        return frames
    }

    /// The scenes that are told with their first paragraph.
    func scenes() -> [DraftScene] {
        var scenes: [DraftScene] = []
        walk { value, _ in
            guard let scene = DraftScene(value) else { return false }
            scenes.append(scene)
            return true
        }
        return scenes
    }

    /// The people that are told.
    func characters() -> [AnalysedCharacter] {
        var found: [AnalysedCharacter] = []
        for list in members(named: ["characters", "人物", "角色", "cast"]) {
            for person in list.elements {
                guard let name = (person.member(FieldNames.name)?.text ?? person.text).map({ String($0.prefix(60)) }),
                    !found.contains(where: { $0.name == name }), found.count < Cast.limit
                else { continue }
                let appearance = String((person.member(FieldNames.appearance)?.text ?? "").prefix(500))
                let anchor = String((person.member(FieldNames.anchor)?.text ?? "").prefix(500))
                found.append(AnalysedCharacter(name: name, appearance: appearance, anchorPrompt: anchor))
            }
        }
        return found
    }

    /// A short text of that name at the answer's top.
    func text(_ names: [String]) -> String? {
        for value in values {
            if let text = value.member(names)?.text { return String(text.prefix(100)) }
        }
        return nil
    }

    private func members(named names: [String]) -> [LooseValue] {
        values.flatMap { value in value.elements + [value] }.compactMap { $0.member(names) }
    }

    /// Visits objects from the outside in; `take` says whether it took the object with all in it. A scene's number
    /// goes down to the frames inside it.
    private func walk(_ take: (LooseValue, Int?) -> Bool) {
        var left = Self.mostObjects
        var stack: [(LooseValue, Int?)] = values.reversed().map { ($0, nil) }
        while let (value, scene) = stack.popLast(), left > 0 {
            switch value {
            case .object(let members, _):
                left -= 1
                if !Self.holdsFrames(value), take(value, scene) { continue }
                let number = value.member(FieldNames.scene + ["number"])?.whole ?? scene
                for member in members.reversed() { stack.append((member.value, number)) }
            case .array(let elements):
                for element in elements.reversed() { stack.append((element, scene)) }
            case .null, .bool, .number, .string: continue
            }
        }
    }

    /// A scene around frames has a description of its own, but is no frame.
    private static func holdsFrames(_ value: LooseValue) -> Bool {
        guard
            case .array(let elements)? = value.member([
                "frames", "shots", "keyframes", "分镜", "镜头", "关键帧", "storyboardframes",
            ])
        else { return false }
        return elements.contains(where: holdsObject)
    }

    private static func holdsObject(_ value: LooseValue) -> Bool {
        switch value {
        case .object(let members, _): !members.isEmpty
        case .array(let elements): elements.contains(where: holdsObject)
        case .null, .bool, .number, .string: false
        }
    }
}

/// A scene as a model tells it.
struct DraftScene: Sendable, Equatable {
    /// The first paragraph, counted from 1.
    var from: Int
    var summary: String

    init?(_ value: LooseValue) {
        guard case .object(_, isWhole: true) = value else { return nil }
        var from = value.member(FieldNames.from)?.whole
        if from == nil, let range = value.member(FieldNames.paragraphs) {
            from = range.elements.first?.whole
        }
        guard let from else { return nil }
        self.from = from
        summary = String((value.member(FieldNames.summary)?.text ?? "").prefix(300))
    }
}
