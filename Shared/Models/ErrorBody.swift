/// The body of every failed answer but those of `/v1/*` (contract, section 1).
package struct ErrorBody: Codable, Sendable, Equatable {
    package var success = false
    /// For a person, in the language of the request.
    package var error: String
    package var errorCode: ErrorCode
    package var requestId: String
    /// RFC 3339, UTC.
    package var timestamp: String
    package var details: ErrorDetails?

    /// A body of those parts.
    package init(
        error: String, errorCode: ErrorCode, requestId: String, timestamp: String, details: ErrorDetails? = nil
    ) {
        self.error = error
        self.errorCode = errorCode
        self.requestId = requestId
        self.timestamp = timestamp
        self.details = details
    }
}

/// What a program may want to know of a failure; only the fields that apply are present.
package struct ErrorDetails: Codable, Sendable, Equatable {
    /// The request's field at fault, e.g. `frame.prompt`.
    package var field: String?
    /// Byte offset of a fault in the body.
    package var offset: Int?
    package var provider: String?
    /// The provider's own code, as text.
    package var providerCode: String?
    package var providerRequestId: String?
    /// Our task id `<provider>_<request id>`: the picture can still be had by it.
    package var taskId: String?
    /// The provider's own id of the task.
    package var providerTaskId: String?
    /// The step of an analysis, 1...4.
    package var step: Int?
    /// Settings that are missing, by name.
    package var missing: [String]?
    /// Seconds after which another try makes sense.
    package var retryAfter: Int?
    /// Providers that were asked, in order, and why each did not serve.
    package var tried: [TriedProvider]?

    /// Nothing known yet; set what applies.
    package init() {}
}

/// A provider that was asked for a picture and did not give one.
package struct TriedProvider: Codable, Sendable, Equatable {
    package var provider: String
    package var errorCode: ErrorCode
    package var reason: String

    /// A provider and why it did not serve.
    package init(provider: String, errorCode: ErrorCode, reason: String) {
        self.provider = provider
        self.errorCode = errorCode
        self.reason = reason
    }
}
