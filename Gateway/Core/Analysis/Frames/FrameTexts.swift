import Models

/// Writes a frame's description and prompts by rule.
struct FrameTexts {
    let document: ScriptDocument
    let cast: Cast
    let style: String?
    let genre: String
    let aspectRatio: String?

    /// What happens, in the language of the script.
    func description(_ content: BeatContent, _ role: FrameBeat.Role, listener: String?) -> String {
        switch role {
        case .establishing: return place(content)
        case .reaction: return reaction(content)
        case .story: break
        }
        if !content.action.isEmpty { return content.action }
        return speaking(content, listener: listener)
    }

    /// "林晚看着陈默，问道。"
    private func speaking(_ content: BeatContent, listener: String?) -> String {
        let speakers = content.speakers
        let isChinese = document.isChinese
        guard let first = speakers.first else {
            let voice = content.utterances.first?.speaker ?? ""
            guard !voice.isEmpty else { return place(content) }
            return place(content) + (isChinese ? "传来\(voice)的声音。" : " The voice of \(voice) is heard.")
        }
        if speakers.count > 1 {
            let names = speakers.joined(separator: isChinese ? "和" : " and ")
            return names + (isChinese ? "面对面交谈。" : " talk, face to face.")
        }
        let tone = SpeakingTone(content.utterances.first?.text ?? "")
        let other = listener == first ? nil : listener
        return isChinese
            ? tone.chinese(first, manner: content.manner, to: other)
            : tone.english(first, manner: content.manner, to: other)
    }

    private func place(_ content: BeatContent) -> String {
        let setting = content.setting
        let isChinese = document.isChinese
        guard !setting.place.isEmpty else {
            if !content.action.isEmpty { return content.action }
            return isChinese ? "场景全貌。" : "The place as a whole."
        }
        let time = isChinese ? SettingNames.chinese(time: setting.time) : setting.time
        let parts = [setting.place, time].filter { !$0.isEmpty }
        return isChinese ? parts.joined(separator: "，") + "。" : parts.joined(separator: ", ") + "."
    }

    private func reaction(_ content: BeatContent) -> String {
        guard let name = content.people.last else { return content.action.isEmpty ? place(content) : content.action }
        return document.isChinese ? "\(name)的神情：\(content.action)" : "\(name) reacts. \(content.action)"
    }

    /// The prompt for providers that read Chinese.
    func chinesePrompt(_ description: String, _ content: BeatContent, _ shot: ShotType, _ movement: CameraMovement)
        -> String
    {
        var parts = [shot.chinese, movement.chinese]
        let scene = SettingNames.chineseScene(content.setting)
        if !scene.isEmpty { parts.append(scene) }
        var prompt = parts.joined(separator: "，") + "。" + ended(description, "。")
        let anchors = anchors(content.people)
        if !anchors.isEmpty { prompt += "人物：" + anchors.joined(separator: "；") + "。" }
        return prompt
            + [style ?? "电影感写实风格", genreNote(chinese: true), "光影细腻，构图清晰", ratio(chinese: true)]
            .filter { !$0.isEmpty }.joined(separator: "，") + "。"
    }

    /// The prompt for everybody else.
    func englishPrompt(_ description: String, _ content: BeatContent, _ shot: ShotType, _ movement: CameraMovement)
        -> String
    {
        var prompt = capitalised(shot.english) + ", " + movement.english + ". "
        let scene = SettingNames.englishScene(content.setting)
        if !scene.isEmpty { prompt += capitalised(scene) + ". " }
        prompt += ended(description, ".")
        let anchors = anchors(content.people)
        if !anchors.isEmpty { prompt += " Characters: " + anchors.joined(separator: "; ") + "." }
        let close = [
            style ?? "cinematic film still", genreNote(chinese: false), "detailed lighting", ratio(chinese: false),
        ]
        return prompt + " " + close.filter { !$0.isEmpty }.joined(separator: ", ") + "."
    }

    static let negativePrompt =
        "text, watermark, logo, low quality, blurry, deformed hands, extra fingers, distorted face, duplicate person"

    private func anchors(_ people: [String]) -> [String] {
        people.prefix(6).compactMap { name in cast.members.first { $0.name == name }?.anchorPrompt }
    }

    private func genreNote(chinese: Bool) -> String {
        guard !genre.isEmpty else { return "" }
        let name = GenreGuess.name(genre, chinese: chinese)
        return chinese ? "\(name)题材" : "\(name) genre"
    }

    private func ratio(chinese: Bool) -> String {
        guard let aspectRatio, !aspectRatio.isEmpty else { return "" }
        return chinese ? "画幅\(aspectRatio)" : "\(aspectRatio) frame"
    }

    private func ended(_ text: String, _ mark: String) -> String {
        guard let last = text.last else { return text }
        return "。.！!？?…\"”".contains(last) ? text : text + mark
    }

    private func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
