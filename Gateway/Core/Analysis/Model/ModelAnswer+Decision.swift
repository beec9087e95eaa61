import Decisions

extension ModelAnswer {
    /// A blank answer is asked for once more; one that ended at the token limit would end there again, and what it holds
    /// is kept.
    package var decision: Decision {
        if text.allSatisfy(\.isWhitespace) { return .retry(.backoff) }
        return isCutOff ? .failed : .done
    }
}
