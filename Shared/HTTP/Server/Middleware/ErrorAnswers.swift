import HTTPCore

/// The one place where errors become answers.
package struct ErrorAnswers: Middleware {
    private let responder: ErrorResponder

    /// The server's own errors, and what nobody mapped, are answered by `responder`.
    package init(_ responder: @escaping ErrorResponder = ContractErrors.responder) { self.responder = responder }

    package func handle(
        _ request: ServerRequest, _ context: RequestContext, next: Handler
    ) async throws -> ServerResponse {
        do {
            return try await next(request, context)
        } catch {
            return answer(to: error, request, context)
        }
    }

    /// The answer to whatever a handler threw; what nobody mapped is logged.
    func answer(to error: any Error, _ request: ServerRequest, _ context: RequestContext) -> ServerResponse {
        switch error {
        case let error as any HTTPResponseError: return error.response(for: request, context)
        case let error as HTTPServerError: return responder(error, request.head, context.id)
        case is CancellationError: return responder(.shuttingDown, request.head, context.id)
        default:
            context.logger.error("handler_failed", ["error": .describing(error)])
            return responder(.handlerFailed(error), request.head, context.id)
        }
    }
}
