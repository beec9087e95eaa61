import Locks
import Models

/// Asks the model for a step, counts tokens, and names the step in what goes wrong.
struct StepAsker: Sendable {
    private let model: any ScriptModel
    private let report: @Sendable (AnalysisEvent) async throws -> Void
    private let counted = Locked(AnalysisUsage())

    init(model: any ScriptModel, report: @escaping @Sendable (AnalysisEvent) async throws -> Void) {
        self.model = model
        self.report = report
    }

    /// Tokens of all questions so far. Money is counted by the ledger, which knows the prices.
    var usage: AnalysisUsage { counted.withLock { $0 } }

    /// Reports the step's begin and end around its questions.
    func during<Value: Sendable>(_ step: AnalysisStep, _ work: () async throws -> Value) async throws -> Value {
        let before = usage.completionTokens
        try await report(.started(step))
        let value = try await work()
        try await report(.finished(step, tokens: usage.completionTokens - before))
        return value
    }

    /// The answer's text. A blank one is asked for once more with other words, then it is a failure.
    func ask(_ step: AnalysisStep, _ user: String) async throws -> String {
        let first = try await once(step, user)
        guard case .retry = first.decision else { return first.text }
        let second = try await once(step, user + "\n\n请直接输出完整的 json 对象，不要留空。")
        if case .retry = second.decision {
            throw AnalysisError.failed(step, provider: model.analyst, reason: .blankAnswer)
        }
        return second.text
    }

    private func once(_ step: AnalysisStep, _ user: String) async throws -> ModelAnswer {
        do {
            let question = ModelQuestion(system: PromptTemplates.system, user: user)
            let answer = try await model.answer(question) { tokens in
                try await report(.progress(step, tokens: tokens))
            }
            counted.withLock {
                $0.promptTokens += answer.promptTokens
                $0.completionTokens += answer.completionTokens
            }
            return answer
        } catch let error as ScriptModelError {
            throw error.failure(of: step, by: model.analyst)
        }
    }
}
