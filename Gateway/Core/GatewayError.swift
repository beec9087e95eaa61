import Models

/// Everything that may go wrong for a client of the gateway, in the contract's words. The API module turns it into
/// a response in one place; the cause is for the log only.
package enum GatewayError: Error, Sendable {
    /// Required parameters are not there; the first is named as the field.
    case missingParameters([String])
    /// A parameter has a wrong value.
    case invalidParameter(field: String, reason: LocalizedText)
    /// No provider has that model, or is called so.
    case unknownModel(String)
    /// The body is no JSON; `offset` counts bytes.
    case notJSON(offset: Int, reason: String)
    /// The body is no form that we take; the text is whole.
    case form(code: ErrorCode, text: LocalizedText, field: String?)
    /// No image worker could be reached; nothing was submitted.
    case workerUnavailable(cause: (any Error)?)
    /// The image worker answered with a failure of its own, which is passed on.
    case worker(ErrorBody)
    /// The picture did not come within the time limit; it is named where its order has left.
    case generationTimeout(SubmittedPicture?)
    /// The order was sent and the connection broke before it could be heard what became of it.
    case outcomeUnknown(SubmittedPicture?, cause: (any Error)?)
    /// The process is ending; a picture that was submitted can be asked for later.
    case shuttingDown(SubmittedPicture?)
    /// There is no place for a picture: nothing was ordered yet, or it was made and the worker still has it.
    case notKept(SubmittedPicture?, cause: any Error)
    /// No asset has that name.
    case noSuchAsset
    /// An own limit is reached.
    case overloaded(retryAfter: Int)
    /// Analysing a script failed; the text is whole.
    case analysis(code: ErrorCode, text: LocalizedText, details: ErrorDetails?, cause: (any Error)?)
    /// A batch failed as a whole.
    case batch(code: ErrorCode, reason: LocalizedText, details: ErrorDetails?)
    /// A fault of ours.
    case fault(cause: any Error)
}

/// What is known of a picture whose order has left for a provider, which may have charged.
package struct SubmittedPicture: Sendable, Equatable {
    package var provider: String
    /// Ours, `<provider>_<request id>`.
    package var taskID: String
    /// The provider's own; nil where it has not been heard, or there is none.
    package var providerTaskID: String?

    /// The facts of a submit.
    package init(provider: String, taskID: String, providerTaskID: String?) {
        self.provider = provider
        self.taskID = taskID
        self.providerTaskID = providerTaskID
    }
}
