import ImageWorkerCore

/// What came of a submit.
package enum SubmitOutcome: Sendable {
    /// The provider has the task, and may have charged.
    case accepted(ProviderTaskID)
    /// The picture was in the answer.
    case done(PictureSource, ProviderTaskID?)
    /// Certainly nothing was made; the same request may be sent again later.
    case later(GenerationError)
    /// No picture, and this attempt must not send it again; the error says whether it was charged.
    case failed(GenerationError, Resubmit)
}

/// What came of a look at a task.
package enum LookOutcome: Sendable {
    /// Not ready; the state in the provider's word.
    case pending(String)
    case done(PictureSource)
    /// The look itself failed; looking is free, so it is done again when the next one is due.
    case again(GenerationError)
    case failed(GenerationError, Resubmit)
}

/// Whether a refusal may be answered with a new submit to the same provider.
package enum Resubmit: Sendable, Equatable {
    case never
    /// The provider's page calls the refusal random and unbilled (`REFUSAL_RESUBMITS`).
    case allowed
}

/// Where a finished picture is.
package enum PictureSource: Sendable {
    case bytes([UInt8])
    /// At the provider, or at a store that it names.
    case url(String)
}
