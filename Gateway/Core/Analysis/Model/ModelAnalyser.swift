import Models

/// Makes a storyboard with a language model: three questions, then what the answers hold becomes frames. What the
/// model leaves out is asked for again, then made by rule and told in the warnings.
package struct ModelAnalyser: ScriptAnalyser {
    private let model: any ScriptModel
    private let templates: PromptTemplates

    package init(model: any ScriptModel, templates: PromptTemplates = PromptTemplates()) {
        self.model = model
        self.templates = templates
    }

    package func analyse(
        _ request: ScriptAnalysisRequest, report: @escaping @Sendable (AnalysisEvent) async throws -> Void
    ) async throws -> AnalysisResult {
        let asker = StepAsker(model: model, report: report)
        let document = await offLoop { ScriptDocument(request.script) }
        let outline = try await segment(document, request, asker)
        let questions = StepQuestions(document: document, outline: outline, request: request, templates: templates)
        let shots = try await KeyframeStep(questions: questions, asker: asker).run()
        let painted = try await PromptStep(questions: questions, shots: shots, asker: asker).run()
        try await report(.started(.parsing))
        let result = await offLoop { painted.result(provider: model.analyst, model: model.model, usage: asker.usage) }
        for frame in result.frames { try await report(.frame(frame)) }
        try await report(.finished(.parsing, tokens: 0))
        return result
    }

    /// Step 1. Without readable ranges the author's own scenes are taken.
    private func segment(
        _ document: ScriptDocument, _ request: ScriptAnalysisRequest, _ asker: StepAsker
    ) async throws -> StoryOutline {
        let question = SegmentationQuestion(document: document, request: request, template: templates.segmentation)
        return try await asker.during(.segmentation) {
            for attempt in 1...2 {
                let answer = try await asker.ask(.segmentation, question.text(isRepeat: attempt > 1))
                let outline = await offLoop { StoryOutline(answer: answer, document: document, request: request) }
                if outline.hasModelScenes { return outline }
            }
            return StoryOutline(answer: "", document: document, request: request)
        }
    }
}

/// Runs what computes for long away from the event loop's thread.
func offLoop<Value: Sendable>(_ work: @Sendable () async -> Value) async -> Value {
    await withTaskExecutorPreference(globalConcurrentExecutor) { await work() }
}
