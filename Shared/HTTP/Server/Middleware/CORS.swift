import HTTPCore

/// Tells browsers which pages of other origins may read the answers (Fetch standard, "CORS protocol").
package struct CORS: Filter {
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
    private static let exposed = "X-Request-Id, X-Response-Time, Retry-After, ETag, X-Task-Id, X-Provider"

    /// Pages of those origins may read answers.
    package init(_ origins: Origins) { self.origins = origins }

    package func before(_ request: inout ServerRequest, _ context: RequestContext) -> ServerResponse? {
        guard request.method == .options, let origin = request.fields["Origin"],
            request.fields["Access-Control-Request-Method"] != nil
        else { return nil }
        return preflight(request, origin)
    }

    package func after(_ response: inout ServerResponse, _ request: ServerRequest, _ context: RequestContext) {
        guard let origin = request.fields["Origin"] else { return }
        allow(origin, in: &response.fields)
        response.fields["Access-Control-Expose-Headers"] = Self.exposed
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
        if origins != .any, !fields.lists("Vary", token: "Origin") { fields.append("Vary", "Origin") }
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
