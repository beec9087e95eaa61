import FoundationEssentials
import GatewayCore
import HTTPCore
import HTTPServer
import Lifecycle
import Models
import Observability

/// The one place where an error becomes an answer: the contract's envelope, or OpenAI's under
/// `/v1/`, and the cause to the log.
struct ContractAnswers: Middleware {
    let time: any TimeSource

    func handle(_ request: ServerRequest, _ context: RequestContext, next: Handler) async throws -> ServerResponse {
        do {
            return try await next(request, context)
        } catch {
            return try answer(toAny: error, request, context)
        }
    }

    // Not inlined: what it needs for a moment would lie in the frame of every waiting request.
    @inline(never)
    private func answer(
        toAny error: any Error, _ request: ServerRequest, _ context: RequestContext
    ) throws -> ServerResponse {
        guard let known = GatewayError(any: error) else { throw error }
        log(known, context)
        return try answer(known, request, context)
    }

    private func answer(
        _ error: GatewayError, _ request: ServerRequest, _ context: RequestContext
    ) throws -> ServerResponse {
        let body = ErrorBody(error, request.language, requestID: context.id, at: time)
        var response = try ServerResponse.json(body, status: HTTPStatus(error.code.status))
        if request.head.path.hasPrefix("/v1/") {
            response.body = .bytes(OpenAIErrors.body(error, request.language))
        }
        if let seconds = error.retryAfter { response.fields["Retry-After"] = String(seconds) }
        // Official OpenAI clients retry by themselves unless told not to (contract, section 1).
        if error.mayHaveCharged { response.fields["x-should-retry"] = "false" }
        return response
    }

    private func log(_ error: GatewayError, _ context: RequestContext) {
        let cause = error.cause.map { String(describing: $0) } ?? ""
        let fields: LogFields = ["code": .string(error.code.rawValue), "cause": .string(cause)]
        error.code.status >= 500
            ? context.logger.error("request_failed", fields) : context.logger.debug("request_refused", fields)
    }
}
