import HTTPCore

/// Middleware that never waits: it looks at the request before, or at the answer after. Any number of them in a row
/// costs a waiting request one frame of memory instead of one each.
package protocol Filter: Middleware {
    /// May change the request, answer it right here, or refuse it by throwing.
    func before(_ request: inout ServerRequest, _ context: RequestContext) throws -> ServerResponse?

    /// May change the answer; errors are answers already.
    func after(_ response: inout ServerResponse, _ request: ServerRequest, _ context: RequestContext)
}

extension Filter {
    package func before(_ request: inout ServerRequest, _ context: RequestContext) throws -> ServerResponse? { nil }

    package func after(_ response: inout ServerResponse, _ request: ServerRequest, _ context: RequestContext) {}

    package func handle(
        _ request: ServerRequest, _ context: RequestContext, next: Handler
    ) async throws -> ServerResponse {
        try await FilterRow(filters: [self], errors: ErrorAnswers()).handle(request, context, next: next)
    }
}

/// Filters side by side; the first sees the request first and the answer last.
struct FilterRow {
    let filters: [any Filter]
    let errors: ErrorAnswers

    func handle(_ original: ServerRequest, _ context: RequestContext, next: Handler) async throws -> ServerResponse {
        var request = original
        var response: ServerResponse
        do {
            if let early = try before(&request, context) {
                response = early
            } else {
                response = try await next(request, context)
            }
        } catch {
            response = errors.answer(to: error, request, context)
        }
        for filter in filters.reversed() { filter.after(&response, request, context) }
        return response
    }

    private func before(_ request: inout ServerRequest, _ context: RequestContext) throws -> ServerResponse? {
        for filter in filters {
            if let early = try filter.before(&request, context) { return early }
        }
        return nil
    }
}
