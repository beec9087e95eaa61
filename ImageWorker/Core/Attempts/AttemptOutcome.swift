/// How an attempt ended, with what callers are told of it. An object: it lies in frames that wait for minutes.
package final class AttemptOutcome: Sendable {
    package let id: AttemptID
    /// Ours: `<provider's prefix>_<request id>`; nil when no provider was chosen.
    package let taskID: String?
    /// The provider that gave the picture, or the last one asked; nil when none was chosen.
    package let provider: ProviderFacts?
    package let providerTaskID: ProviderTaskID?
    package let result: Result<Generated, GenerationError>
    /// Providers asked before this one, and why each did not serve.
    package let tried: [FailedProvider]

    /// An end of those parts.
    package init(
        id: AttemptID, taskID: String?, provider: ProviderFacts?, providerTaskID: ProviderTaskID?,
        result: Result<Generated, GenerationError>, tried: [FailedProvider] = []
    ) {
        self.id = id
        self.taskID = taskID
        self.provider = provider
        self.providerTaskID = providerTaskID
        self.result = result
        self.tried = tried
    }

    /// The picture, if there is one.
    package var generated: Generated? { try? result.get() }

    /// The error, if there is no picture.
    package var failure: GenerationError? {
        guard case .failure(let error) = result else { return nil }
        return error
    }
}

/// What a caller who waits hears, in this order for each request: `submitting`, at most one `submitted`, any number of
/// `progress` and `partial`, `waiting` if another request may follow; at last one end.
package enum AttemptEvent: Sendable {
    /// A request that may cost money leaves for that provider; with our id of the task, for nothing is heard yet.
    case submitting(ProviderID, taskID: String)
    /// What was told of a request before is void: certainly nothing was charged.
    case waiting
    /// The provider has accepted, and may have charged.
    case submitted(ProviderID, ProviderTaskID)
    /// Looked `polls` times; `state` in the provider's word.
    case progress(polls: Int, state: String)
    /// A picture on the way, numbered from 0.
    case partial(Int, Picture)
    case finished(AttemptOutcome)
}

/// Hears of every end; for figures. Must be quick.
package protocol AttemptObserver: Sendable {
    /// An attempt has ended so long after it began.
    func ended(_ outcome: AttemptOutcome, after duration: Duration)
}
