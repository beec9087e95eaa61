/// The stable codes of failed answers, as the contract's first section lists them; clients switch over them.
package enum ErrorCode: String, Codable, Sendable, CaseIterable {
    case invalidRequest = "INVALID_REQUEST"
    case unauthorized = "UNAUTHORIZED"
    case forbidden = "FORBIDDEN"
    case budgetExceeded = "BUDGET_EXCEEDED"
    case notFound = "NOT_FOUND"
    case methodNotAllowed = "METHOD_NOT_ALLOWED"
    case generationTimeout = "GENERATION_TIMEOUT"
    case conflict = "CONFLICT"
    case payloadTooLarge = "PAYLOAD_TOO_LARGE"
    case unsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE"
    case headersTooLarge = "HEADERS_TOO_LARGE"
    case contentRejected = "CONTENT_REJECTED"
    case rateLimited = "RATE_LIMITED"
    case `internal` = "INTERNAL"
    case providerError = "PROVIDER_ERROR"
    case outcomeUnknown = "OUTCOME_UNKNOWN"
    case providerNotConfigured = "PROVIDER_NOT_CONFIGURED"
    case workerUnavailable = "WORKER_UNAVAILABLE"
    case shuttingDown = "SHUTTING_DOWN"
    case overloaded = "OVERLOADED"
    case upstreamTimeout = "UPSTREAM_TIMEOUT"
    case storageFull = "STORAGE_FULL"

    /// The HTTP status that goes with the code.
    package var status: Int {
        switch self {
        case .invalidRequest: 400
        case .unauthorized: 401
        case .budgetExceeded: 402
        case .forbidden: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .generationTimeout: 408
        case .conflict: 409
        case .payloadTooLarge: 413
        case .unsupportedMediaType: 415
        case .contentRejected: 422
        case .rateLimited: 429
        case .headersTooLarge: 431
        case .internal: 500
        case .providerError: 502
        case .providerNotConfigured, .workerUnavailable, .shuttingDown, .overloaded: 503
        case .outcomeUnknown, .upstreamTimeout: 504
        case .storageFull: 507
        }
    }
}
