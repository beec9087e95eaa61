import Models

/// Turns a script into a storyboard without pictures.
package protocol ScriptAnalyser: Sendable {
    /// Reports each step and frame as it is known, and returns the whole.
    ///
    /// Throws `AnalysisError`, or `CancellationError` when the caller has left.
    func analyse(
        _ request: ScriptAnalysisRequest, report: @escaping @Sendable (AnalysisEvent) async throws -> Void
    ) async throws -> AnalysisResult
}

extension ScriptAnalyser {
    /// The same without reports.
    package func analyse(_ request: ScriptAnalysisRequest) async throws -> AnalysisResult {
        try await analyse(request) { _ in }
    }
}

/// What a client hears while an analysis runs.
package enum AnalysisEvent: Sendable, Equatable {
    case started(AnalysisStep)
    /// Pieces of answer since the step began, by our own count.
    case progress(AnalysisStep, tokens: Int)
    /// Tokens of the answer as the model counts them; 0 without a model.
    case finished(AnalysisStep, tokens: Int)
    case frame(StoryboardFrame)
}

/// The steps of an analysis, in order.
package enum AnalysisStep: Int, Sendable, CaseIterable {
    case segmentation = 1
    case keyframes
    case prompts
    case parsing

    /// The step's name for a person.
    package func name(chinese: Bool) -> String {
        switch self {
        case .segmentation: chinese ? "故事切分" : "story segmentation"
        case .keyframes: chinese ? "关键帧提取" : "keyframe extraction"
        case .prompts: chinese ? "提示词生成" : "prompt writing"
        case .parsing: chinese ? "解析" : "parsing"
        }
    }

    /// The step's name for a program.
    package var id: String {
        switch self {
        case .segmentation: "segmentation"
        case .keyframes: "keyframes"
        case .prompts: "prompts"
        case .parsing: "parsing"
        }
    }
}
