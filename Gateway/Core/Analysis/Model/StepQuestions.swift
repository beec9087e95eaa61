/// The questions of steps 2 and 3.
struct StepQuestions: Sendable {
    let document: ScriptDocument
    let outline: StoryOutline
    let request: ScriptAnalysisRequest
    let templates: PromptTemplates

    /// The question for the keyframes of those scenes, by index.
    func keyframes(_ scenes: [Int]) -> String {
        let divider = UnitDivider(units: document.units)
        let numbered = NumberedParagraphs(document: document)
        let story = scenes.map { index in
            let scene = outline.scenes[index]
            let title = "场景\(index + 1)" + (scene.heading.isEmpty ? "" : " \(scene.heading)")
            let summary = scene.summary.isEmpty ? "" : "\n概要：\(scene.summary)"
            return title + summary + "\n" + numbered.text(divider.paragraphs(in: scene.units), headings: false)
        }
        return templates.keyframes.filled(
            values([.segmentedStory: PromptData.block("story", story.joined(separator: "\n\n"))])) + frameCount
    }

    /// The question for the prompts of those frames.
    func prompts(_ frames: [PlannedShot]) -> String {
        let lines = frames.map { shot in
            "sequence \(shot.sequence)（场景\(shot.scene + 1)，\(shot.look.shot.rawValue)，\(shot.look.movement.rawValue)）："
                + shot.description + (shot.people.isEmpty ? "" : " 人物：" + shot.people.joined(separator: "、"))
        }
        return templates.prompts.filled(
            values([.extractedFrames: PromptData.block("frames", lines.joined(separator: "\n"))])) + ratio
    }

    /// Said outside the templates, so that a replaced one need not know of it.
    private var frameCount: String {
        request.framesPerScene.map { "\n\n每个场景恰好 \($0) 帧。" } ?? "\n\n每个场景 1 到 6 帧。"
    }

    private var ratio: String {
        request.aspectRatio.map { "\n\n画幅比例：\($0.prefix(20))" } ?? ""
    }

    private func values(_ own: [PromptTemplate.Placeholder: String]) -> [PromptTemplate.Placeholder: String] {
        let people = outline.cast.members.map { "\($0.name)：\($0.anchorPrompt)" }.joined(separator: "\n")
        let common: [PromptTemplate.Placeholder: String] = [
            .sceneCount: String(outline.scenes.count), .style: request.style ?? "电影感写实", .genre: outline.genre,
            .characters: PromptData.block("characters", people),
        ]
        return common.merging(own) { _, new in new }
    }
}
