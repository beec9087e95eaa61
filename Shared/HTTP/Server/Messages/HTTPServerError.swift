import HTTPCore

/// What goes wrong in the server itself, before a handler or around it.
package enum HTTPServerError: Error {
    /// The bytes are no request that we take; the parser's reason says why.
    case malformed(HTTPParseError)
    /// The head or the body came too slowly.
    case requestTimeout
    /// The body is larger than its limit, in bytes.
    case bodyTooLarge(limit: Int)
    /// JSON is wanted, and the Content-Type says that the body cannot be JSON.
    case unsupportedMediaType
    /// No route has that path.
    case notFound
    /// The path exists, with these methods.
    case methodNotAllowed(allow: [HTTPMethod])
    /// The target's percent-encoding is broken.
    case badTarget
    /// Credentials are missing or wrong; the schemes that are taken, for `WWW-Authenticate`.
    case unauthorized(schemes: [String])
    /// The Host field names a machine that we do not answer for.
    case hostNotAllowed
    /// A page of another origin wants to change something.
    case originNotAllowed
    /// All connections that we allow are taken.
    case overloaded
    /// The drain's limit came before the answer.
    case shuttingDown
    /// The client is gone; nobody reads an answer.
    case clientGone
    /// A handler threw something that it should have mapped.
    case handlerFailed(any Error)

    /// The status of the answer.
    package var status: HTTPStatus {
        switch self {
        case .malformed(let error): error.status
        case .requestTimeout: HTTPStatus(408)
        case .bodyTooLarge: .payloadTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .badTarget: .badRequest
        case .unauthorized: .unauthorized
        case .hostNotAllowed, .originNotAllowed: .forbidden
        case .overloaded, .shuttingDown: .serviceUnavailable
        case .clientGone: .badRequest
        case .handlerFailed: .internalServerError
        }
    }
}

/// An error that knows its answer; API modules conform theirs.
package protocol HTTPResponseError: Error {
    /// The answer to that request.
    func response(for request: ServerRequest, _ context: RequestContext) -> ServerResponse
}
