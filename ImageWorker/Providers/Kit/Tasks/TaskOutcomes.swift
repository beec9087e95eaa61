import ImageWorkerCore

/// What came of a submit.
package enum SubmitOutcome: Sendable {
    /// The provider has the task, and may have charged.
    case accepted(ProviderTaskID)
    /// The picture was in the answer.
    case done(FinishedPicture)
    /// Certainly nothing was made; the same request may be sent again later.
    case later(GenerationError)
    /// Certainly nothing was made, for want of liking that parameter; the request may be sent once more without it.
    case without(parameter: String, GenerationError)
    /// No picture, and this attempt must not send it again; the error says whether it was charged.
    case failed(GenerationError, Resubmit)
}

/// What came of a look at a task.
package enum LookOutcome: Sendable {
    /// Not ready; the state in the provider's word.
    case pending(String)
    case done(FinishedPicture)
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

/// A picture that is made, and what the answer says about it.
package struct FinishedPicture: Sendable {
    package var source: PictureSource
    /// The provider's id of what it did, where it gives one.
    package var task: ProviderTaskID?
    /// Where the answer says it.
    package var costMicroUSD: Int?

    /// A picture from there.
    package init(_ source: PictureSource, task: ProviderTaskID? = nil, costMicroUSD: Int? = nil) {
        self.source = source
        self.task = task
        self.costMicroUSD = costMicroUSD
    }
}

/// Where a finished picture is.
package enum PictureSource: Sendable {
    case bytes([UInt8])
    /// At the provider, or at a store that it names.
    case url(String)
}
