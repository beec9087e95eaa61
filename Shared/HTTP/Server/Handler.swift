import HTTPCore

/// Answers one request. Runs on the loop's thread: whatever computes long or blocks goes elsewhere. Cancelled when the
/// client leaves.
package typealias Handler = @Sendable (ServerRequest, RequestContext) async throws -> ServerResponse

/// Something around every handler.
package protocol Middleware: Sendable {
    /// Answers itself or calls `next`; throws as a handler does.
    func handle(
        _ request: ServerRequest, _ context: RequestContext, next: Handler
    ) async throws -> ServerResponse
}

/// Puts middleware around a handler, the first one outermost; done once, not for each request.
///
/// Errors that reach a `Filter` become answers there, by `errors`, so that it sees every answer.
package func chain(
    _ middleware: [any Middleware], errors: @escaping ErrorResponder = ContractErrors.responder,
    _ handler: @escaping Handler
) -> Handler {
    var handler = handler
    var row: [any Filter] = []
    // A loop rather than `reduce`, whose generic closure would wrap each handler in another frame.
    for outer in middleware.reversed() {
        if let filter = outer as? any Filter {
            row.insert(filter, at: 0)
            continue
        }
        let next = around(handler, row, errors)
        handler = { request, context in try await outer.handle(request, context, next: next) }
        row = []
    }
    return around(handler, row, errors)
}

private func around(_ handler: @escaping Handler, _ row: [any Filter], _ errors: @escaping ErrorResponder) -> Handler {
    guard !row.isEmpty else { return handler }
    let filters = FilterRow(filters: row, errors: ErrorAnswers(errors))
    return { request, context in try await filters.handle(request, context, next: handler) }
}
