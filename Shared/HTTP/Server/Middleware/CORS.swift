import HTTPCore

/// Tells browsers which pages of other origins may read the answers (Fetch standard, "CORS protocol").
package struct CORS: Middleware {
    /// Who may read.
    package enum Origins: Sendable, Equatable {
        /// Every page, without credentials.
        case any
        /// Pages that this machine serves itself: `localhost`, `127.0.0.0/8`, `[::1]`, on any port.
        case loopback
        /// Exactly these, as browsers write them: `https://example.org`.
        case listed([String])
    }

    private let origins: Origins
    private let errors: ErrorAnswers
    private static let exposed = "X-Request-Id, X-Response-Time, Retry-After, ETag, X-Task-Id, X-Provider"

    /// Pages of those origins may read answers.
    package init(_ origins: Origins, errorResponder: @escaping ErrorResponder = ContractErrors.responder) {
        self.origins = origins
        errors = ErrorAnswers(errorResponder)
    }

    package func handle(
        _ request: ServerRequest, _ context: RequestContext, next: Handler
    ) async throws -> ServerResponse {
        guard let origin = request.fields["Origin"] else { return try await next(request, context) }
        if request.method == .options, request.fields["Access-Control-Request-Method"] != nil {
            return preflight(request, origin)
        }
        var response: ServerResponse
        do {
            response = try await next(request, context)
        } catch {
            // A page must be able to read why it was refused, so the error becomes an answer here already.
            response = errors.answer(to: error, request, context)
        }
        allow(origin, in: &response.fields)
        response.fields["Access-Control-Expose-Headers"] = Self.exposed
        return response
    }

    private func preflight(_ request: ServerRequest, _ origin: String) -> ServerResponse {
        var response = ServerResponse(status: .noContent)
        guard allow(origin, in: &response.fields) else { return response }
        response.fields["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, PATCH, DELETE"
        response.fields["Access-Control-Allow-Headers"] =
            request.fields["Access-Control-Request-Headers"] ?? "Authorization, Content-Type"
        response.fields["Access-Control-Max-Age"] = "600"
        return response
    }

    @discardableResult
    private func allow(_ origin: String, in fields: inout HTTPFields) -> Bool {
        if origins != .any { fields.append("Vary", "Origin") }
        guard isAllowed(origin) else { return false }
        fields["Access-Control-Allow-Origin"] = origins == .any ? "*" : origin
        return true
    }

    private func isAllowed(_ origin: String) -> Bool {
        switch origins {
        case .any: true
        case .loopback: WebOrigin(origin)?.isLoopback ?? false
        case .listed(let list): list.contains(origin)
        }
    }
}
