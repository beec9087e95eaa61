import Models

/// Why an analysis could not be made.
package enum AnalysisError: Error, Sendable {
    /// The model's answer did not go on for so many seconds, or took longer than that in all.
    case timedOut(AnalysisStep, seconds: Int)
    /// The model's server answered with an error status.
    case refused(AnalysisStep, status: Int, provider: AnalystName, code: String?)
    /// The answer could not be used, or the connection broke.
    case failed(AnalysisStep, provider: AnalystName, reason: Reason)
    /// The analyst was named, and those settings are missing.
    case notConfigured(AnalystName, missing: [String])

    /// What was wrong with an answer.
    package enum Reason: Error, Sendable, Equatable {
        case unreachable
        case connectionLost
        case blankAnswer
        case unreadableAnswer
        case contentFiltered
        /// An error event inside an answer that began well.
        case errorInStream(code: String)
    }

    /// The code that the client gets.
    package var code: ErrorCode {
        switch self {
        case .timedOut: .upstreamTimeout
        case .refused: .providerError
        case .failed(_, _, .contentFiltered): .contentRejected
        case .failed: .providerError
        case .notConfigured: .providerNotConfigured
        }
    }

    package var step: AnalysisStep? {
        switch self {
        case .timedOut(let step, _), .refused(let step, _, _, _), .failed(let step, _, _): step
        case .notConfigured: nil
        }
    }

    /// The error in Chinese, as the contract writes it.
    package var chinese: String { text(chinese: true) }

    /// The same in English.
    package var english: String { text(chinese: false) }
}
