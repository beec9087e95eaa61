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
        if let early = before(&request, context) { return after(early, request, context) }
        do {
            return after(try await next(request, context), request, context)
        } catch {
            return after(error, request, context)
        }
    }

    // Not inlined: what they need for a moment would lie in the frame of every waiting request.

    @inline(never)
    private func before(_ request: inout ServerRequest, _ context: RequestContext) -> ServerResponse? {
        do {
            for filter in filters {
                if let early = try filter.before(&request, context) { return early }
            }
            return nil
        } catch {
            return errors.answer(to: error, request, context)
        }
    }

    @inline(never)
    private func after(_ error: any Error, _ request: ServerRequest, _ context: RequestContext) -> ServerResponse {
        after(errors.answer(to: error, request, context), request, context)
    }

    @inline(never)
    private func after(
        _ response: ServerResponse, _ request: ServerRequest, _ context: RequestContext
    ) -> ServerResponse {
        var response = response
        for filter in filters.reversed() { filter.after(&response, request, context) }
        return response
    }
}
