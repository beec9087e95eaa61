import Models

/// Puts a frame together from what the script holds and what somebody decided about it.
struct FrameMaker {
    let document: ScriptDocument
    let texts: FrameTexts

    /// What a model may decide about a frame; nil leaves it to the rules.
    struct Wishes {
        var description: String?
        var prompt: String?
        var jimengPrompt: String?
        var negativePrompt: String?
        var seconds: Double?
        /// Used only where the script itself says nothing.
        var narration: String?
    }

    /// The frame of that beat.
    func frame(
        sequence: Int, sceneNumber: Int, beat: FrameBeat, content: BeatContent,
        look: (shot: ShotType, movement: CameraMovement), listener: String?, wishes: Wishes = Wishes()
    ) -> StoryboardFrame {
        let description = wishes.description ?? texts.description(content, beat.role, listener: listener)
        let voice = content.utterances.filter { $0.kind == .voiceover }.map(\.text).joined(separator: "\n")
        return StoryboardFrame(
            sequence: sequence, sceneNumber: sceneNumber, chineseDescription: description,
            jimengPrompt: wishes.jimengPrompt ?? texts.chinesePrompt(description, content, look.shot, look.movement),
            prompt: wishes.prompt ?? texts.englishPrompt(description, content, look.shot, look.movement),
            negativePrompt: wishes.negativePrompt ?? FrameTexts.negativePrompt,
            shotType: look.shot.rawValue, cameraMovement: look.movement.rawValue, characters: content.people,
            dialogue: content.utterances.map(Self.line).joined(separator: "\n"),
            narration: voice.isEmpty ? wishes.narration ?? "" : voice,
            durationSeconds: wishes.seconds
                ?? FrameDuration.seconds(action: content.action, utterances: content.utterances),
            utterances: content.utterances,
            source: SourceSpan(
                start: content.span.lowerBound, end: content.span.upperBound, text: document.source.text(content.span)))
    }

    private static func line(_ utterance: Utterance) -> String {
        utterance.speaker.isEmpty ? utterance.text : "\(utterance.speaker)：\(utterance.text)"
    }
}
