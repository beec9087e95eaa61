import HTTPCore
import HTTPServer
import ImageWorkerCore
import Models
import Observability

/// A call without a picture, with what is known of its task: the picture may still be had by it.
struct FailedCall: HTTPResponseError {
    var error: GenerationError
    var taskID: String?
    var tried: [FailedProvider] = []

    init(_ error: GenerationError, taskID: String? = nil, tried: [FailedProvider] = []) {
        self.error = error
        self.taskID = taskID
        self.tried = tried
    }

    /// The end of an attempt that failed.
    init(_ error: GenerationError, _ outcome: AttemptOutcome) {
        self.init(error, taskID: error.kind.namesTask ? outcome.taskID : nil, tried: outcome.tried)
    }

    /// A picture that the spool could not take for a caller that fetches it there.
    init(notKept outcome: AttemptOutcome) {
        var error = GenerationError(.storageFull, billed: .yes)
        error.provider = outcome.provider?.id
        error.providerTaskID = outcome.providerTaskID
        self.init(error, outcome)
    }

    /// The caller's task was cancelled: the process is on its way out, or nobody reads this. A submit that is not
    /// answered yet is unknown and not to be tried again.
    init(interrupted record: AttemptRecord) {
        var error = GenerationError(.shuttingDown, billed: .unknown, retry: .later(after: nil))
        if case .submitting = record.phase { error = GenerationError(.outcomeUnknown, billed: .unknown) }
        error.provider = record.provider?.id
        error.providerTaskID = record.providerTaskID
        self.init(error, taskID: record.taskID)
    }

    func response(for request: ServerRequest, _ context: RequestContext) -> ServerResponse {
        var response = ServerResponse.json(
            body(requestID: context.id, language: request.language), status: HTTPStatus(error.errorCode.status))
        if let seconds = error.retryAfterSeconds { response.fields["Retry-After"] = String(seconds) }
        return response
    }

    /// The contract's error body as JSON.
    func body(requestID: String, language: Language) -> [UInt8] {
        let body = ErrorBody(
            error: error.message(language), errorCode: error.errorCode, requestId: requestID,
            timestamp: Timestamp.now.rfc3339, details: details(language))
        return ErrorJSON.bytes(body)
    }

    private func details(_ language: Language) -> ErrorDetails? {
        var details = ErrorDetails()
        if case .invalid(let field) = error.kind { details.field = field }
        if case .notConfigured(let settings) = error.kind { details.missing = settings }
        details.provider = error.provider?.name
        details.providerCode = error.providerCode
        details.providerRequestId = error.providerRequestID
        details.taskId = taskID
        details.providerTaskId = error.providerTaskID?.text
        details.retryAfter = error.retryAfterSeconds
        if !tried.isEmpty { details.tried = tried.map { TriedProvider($0, language) } }
        return details == ErrorDetails() ? nil : details
    }
}

extension GenerationError.Kind {
    /// Whether the failure leaves a task that may still be asked for.
    fileprivate var namesTask: Bool {
        switch self {
        case .timedOut, .outcomeUnknown, .shuttingDown, .provider, .refused, .fault, .storageFull: true
        case .invalid, .notConfigured, .rateLimited, .overloaded, .cancelled, .conflict: false
        }
    }
}

extension TriedProvider {
    init(_ failed: FailedProvider, _ language: Language) {
        self.init(
            provider: failed.provider.name, errorCode: failed.kind.errorCode,
            reason: failed.text?(language) ?? failed.kind.text(language))
    }
}
