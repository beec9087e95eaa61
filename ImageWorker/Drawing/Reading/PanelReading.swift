/// Turns words into a panel. Pure: no clock, no randomness, no drawing.
package enum PanelReading {
    /// What the frame says counts; what it leaves open is read from the prompt and the description.
    package static func panel(from brief: PanelBrief) -> Panel {
        let prose = brief.description + "\n" + brief.prompt
        let setting = PanelSetting(prose: prose)
        let figures = cast(of: brief, prose: prose)
        return Panel(
            size: brief.size, shot: shot(of: brief, prose: prose, people: figures.count),
            camera: CameraMovement(field: brief.cameraMovement) ?? CameraMovement(prose: prose) ?? .fixed,
            angle: CameraAngle(brief.angle) ?? CameraAngle(prose: prose), figures: figures, setting: setting,
            prop: PanelProp(prose: prose), caption: brief.description.isBlank ? brief.prompt : brief.description,
            dialogue: brief.dialogue, sceneNumber: brief.sceneNumber, sequence: brief.sequence, seed: brief.seed)
    }

    /// With nothing said, nobody is a wide view, one or two are a medium shot, more need a full one.
    private static func shot(of brief: PanelBrief, prose: String, people: Int) -> ShotType {
        if let said = ShotType(field: brief.shotType) ?? ShotType(prose: prose) { return said }
        switch people {
        case 0: return .wide
        case 1, 2: return .medium
        default: return .full
        }
    }

    /// Description and prompt tell of the same people, often in two languages, so only one of them is asked: the one
    /// that names somebody, else the one that mentions somebody.
    private static func people(of brief: PanelBrief) -> [PanelFigure] {
        let readings = [brief.description, brief.prompt].map(CastReading.people)
        return readings.first { $0.contains { !$0.name.isEmpty } } ?? readings.first { !$0.isEmpty } ?? []
    }

    private static func cast(of brief: PanelBrief, prose: String) -> [PanelFigure] {
        let named = brief.characters.map(\.trimmedForName).filter { !$0.isEmpty }
        var figures =
            named.isEmpty
            ? people(of: brief)
            : named.prefix(CastReading.most).map { CastReading.figure(named: $0) }
        let text = SearchText(prose)
        let (pose, mood) = (CastReading.pose(in: text), CastReading.mood(in: text))
        for index in figures.indices {
            figures[index].pose = pose
            figures[index].mood = mood
        }
        return figures
    }
}

extension CameraAngle {
    /// Free text: only phrases that cannot mean anything else.
    fileprivate init(prose: String) {
        let text = SearchText(prose)
        let phrases: [(CameraAngle, [String])] = [
            (.low, ["low angle", "worm's eye", "仰拍", "仰视", "低角度"]),
            (.high, ["high angle", "俯拍", "俯视", "高角度"]),
            (.dutch, ["dutch angle", "canted angle", "荷兰角", "倾斜构图"]),
        ]
        self = phrases.first { $0.1.contains(where: text.contains) }?.0 ?? .eyeLevel
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// A name as it can stand beside a figure: one line, at most 24 characters.
    var trimmedForName: String {
        let words = prefix(200).split(whereSeparator: \.isWhitespace)
        return String(words.joined(separator: " ").prefix(24))
    }
}
