import Models

/// Step 3: asks for the prompts of the frames, some at a time.
struct PromptStep {
    static let framesPerQuestion = 20

    let questions: StepQuestions
    let shots: ShotList
    let asker: StepAsker

    /// The storyboard with all prompts that the model gave.
    func run() async throws -> PaintedBoard {
        try await asker.during(.prompts) {
            var drafts: [Int: DraftFrame] = [:]
            var missing = shots.shots
            for _ in 0...KeyframeStep.repeats where !missing.isEmpty {
                for draft in try await ask(missing) {
                    if let sequence = draft.sequence, draft.prompt != nil || draft.jimengPrompt != nil {
                        drafts[sequence] = draft
                    }
                }
                missing.removeAll { drafts[$0.sequence] != nil }
            }
            return PaintedBoard(questions: questions, shots: shots, drafts: drafts)
        }
    }

    private func ask(_ frames: [PlannedShot]) async throws -> [DraftFrame] {
        let chunks = stride(from: 0, to: frames.count, by: Self.framesPerQuestion).map {
            Array(frames[$0..<min($0 + Self.framesPerQuestion, frames.count)])
        }
        let answers = try await inOrder(chunks, sideBySide: KeyframeStep.questionsSideBySide) { chunk in
            try await ask(chunk: chunk)
        }
        return answers.flatMap { $0 }
    }

    /// Frames without a number are taken in the order of the question, if all are there.
    private func ask(chunk: [PlannedShot]) async throws -> [DraftFrame] {
        let answer = try await asker.ask(.prompts, questions.prompts(chunk))
        var drafts = await offLoop { AnswerReader(answer).frames() }
        if drafts.count == chunk.count, drafts.allSatisfy({ $0.sequence == nil }) {
            for index in drafts.indices { drafts[index].sequence = chunk[index].sequence }
        }
        let asked = Set(chunk.map(\.sequence))
        return drafts.filter { draft in draft.sequence.map(asked.contains) ?? false }
    }
}
