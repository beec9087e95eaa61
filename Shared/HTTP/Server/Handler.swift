import HTTPCore

/// Answers one request. Runs on the loop's thread: whatever computes long or blocks goes elsewhere. Cancelled when the
/// client leaves.
package typealias Handler = @Sendable (ServerRequest, RequestContext) async throws -> ServerResponse

/// Something around every handler.
package protocol Middleware: Sendable {
    /// Answers itself or calls `next`; throws as a handler does.
    func handle(_ request: ServerRequest, _ context: RequestContext, next: Handler) async throws -> ServerResponse
}

/// Puts middleware around a handler, the first one outermost; done once, not for each request.
package func chain(_ middleware: [any Middleware], _ handler: @escaping Handler) -> Handler {
    middleware.reversed().reduce(handler) { next, outer in
        { request, context in try await outer.handle(request, context, next: next) }
    }
}
