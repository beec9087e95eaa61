import Models

/// Step 4: shots and prompts become the frames of the answer.
struct PaintedBoard: Sendable {
    let questions: StepQuestions
    let shots: ShotList
    let drafts: [Int: DraftFrame]

    /// The whole result, with warnings for what the model did not give.
    func result(provider: AnalystName, model: String, usage: AnalysisUsage) -> AnalysisResult {
        let outline = questions.outline
        let frames = shots.shots.map(frame)
        let scenes = outline.scenes.enumerated().map { index, scene in
            let first = frames.first { $0.sceneNumber == index + 1 }?.chineseDescription ?? ""
            return AnalysedScene(
                number: index + 1, heading: scene.heading, summary: scene.summary.isEmpty ? first : scene.summary)
        }
        return AnalysisResult(
            facts: AnalysisFacts(
                sceneCount: scenes.count, frameCount: frames.count, genre: outline.genre, title: outline.title,
                characters: outline.cast.members, scenes: scenes, provider: provider.rawValue, model: model,
                usage: usage, coverage: Coverage.share(of: frames, in: questions.document.source)),
            frames: frames, warnings: warnings(frames))
    }

    private func frame(_ shot: PlannedShot) -> StoryboardFrame {
        let request = questions.request
        let maker = FrameMaker(
            document: questions.document,
            texts: FrameTexts(
                document: questions.document, cast: questions.outline.cast, style: request.style,
                genre: questions.outline.genre, aspectRatio: request.aspectRatio))
        let draft = drafts[shot.sequence]
        // A model's shorter time would cut what is said.
        let least = FrameDuration.seconds(action: "", utterances: shot.content.utterances)
        let seconds = shot.content.utterances.isEmpty ? shot.seconds : shot.seconds.map { max($0, least) }
        return maker.frame(
            sequence: shot.sequence, sceneNumber: shot.scene + 1, beat: shot.beat, content: shot.content,
            look: shot.look, listener: nil,
            wishes: FrameMaker.Wishes(
                description: shot.description, prompt: draft?.prompt, jimengPrompt: draft?.jimengPrompt,
                negativePrompt: draft?.negativePrompt, seconds: seconds, narration: shot.narration))
    }

    private func warnings(_ frames: [StoryboardFrame]) -> [String] {
        let request = questions.request
        let words = AnalysisWarnings(language: request.language, isChinese: questions.document.isChinese)
        var warnings: [String] = []
        let scenes = questions.outline.scenes.count
        if scenes < request.sceneCount { warnings.append(words.fewerScenes(scenes, request.sceneCount)) }
        if !questions.outline.hasModelScenes { warnings.append(words.scenesByRule) }
        if !shots.scenesByRule.isEmpty { warnings.append(words.framesByRule(shots.scenesByRule)) }
        let unpainted = frames.map(\.sequence).filter { drafts[$0] == nil }
        if !unpainted.isEmpty { warnings.append(words.promptsByRule(unpainted)) }
        if shots.rewritten > 0 { warnings.append(words.rewrittenDialogue(shots.rewritten)) }
        return warnings
    }
}
