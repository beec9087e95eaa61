/// A language model that answers one question at a time.
package protocol ScriptModel: Sendable {
    /// The analyst's name in requests and answers.
    var analyst: AnalystName { get }
    /// The model's own name.
    var model: String { get }

    /// Asks, and returns the whole answer; `onToken` hears how many pieces have come so far.
    ///
    /// Throws `ScriptModelError`, or `CancellationError` when the caller has left.
    func answer(_ question: ModelQuestion, onToken: @escaping @Sendable (Int) async throws -> Void) async throws
        -> ModelAnswer
}

/// What a model is asked.
package struct ModelQuestion: Sendable, Equatable {
    package var system: String
    package var user: String
    /// Tokens that the answer may have; at least 4000 (contract, section 2).
    package var maxTokens: Int

    package init(system: String, user: String, maxTokens: Int = 8_000) {
        self.system = system
        self.user = user
        self.maxTokens = maxTokens
    }
}

/// What a model answered.
package struct ModelAnswer: Sendable, Equatable {
    /// Tokens that are believed at most: figures are a stranger's, and are added up.
    private static let mostTokens = 1 << 40

    package var text: String
    package var promptTokens: Int
    package var completionTokens: Int
    /// Whether the answer ended at the token limit.
    package var isCutOff: Bool

    package init(text: String, promptTokens: Int = 0, completionTokens: Int = 0, isCutOff: Bool = false) {
        self.text = text
        self.promptTokens = max(0, min(promptTokens, Self.mostTokens))
        self.completionTokens = max(0, min(completionTokens, Self.mostTokens))
        self.isCutOff = isCutOff
    }
}

/// Why a model gave no answer, after all retries.
package enum ScriptModelError: Error, Sendable {
    /// No new token for so many seconds, or the whole call took longer than that.
    case timedOut(seconds: Int)
    /// An error status, with the server's own code where it gave one.
    case refused(status: Int, code: String?)
    case unreachable(cause: any Error)
    case connectionLost(cause: any Error)
    /// An error event in an answer that had begun.
    case errorInStream(code: String)
    /// The answer is no stream that we know.
    case unreadable
    case contentFiltered

    /// The same as a failure of that step.
    func failure(of step: AnalysisStep, by analyst: AnalystName) -> AnalysisError {
        switch self {
        case .timedOut(let seconds): .timedOut(step, seconds: seconds)
        case .refused(let status, let code): .refused(step, status: status, provider: analyst, code: code)
        case .unreachable: .failed(step, provider: analyst, reason: .unreachable)
        case .connectionLost: .failed(step, provider: analyst, reason: .connectionLost)
        case .errorInStream(let code): .failed(step, provider: analyst, reason: .errorInStream(code: code))
        case .unreadable: .failed(step, provider: analyst, reason: .unreadableAnswer)
        case .contentFiltered: .failed(step, provider: analyst, reason: .contentFiltered)
        }
    }
}
