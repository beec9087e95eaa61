import HTTPCore
import Observability

extension ConnectionHub {
    /// What goes with a request that has come whole up to its body.
    @inline(never)  // Not into the frame of every waiting request.
    func context(for request: ServerRequest, received: ContinuousClock.Instant) -> RequestContext {
        RequestContext(
            id: RequestID.accepting(request.fields["X-Request-Id"]).text,
            trace: .continuing(request.fields["traceparent"]), received: received, peer: request.peer, logger: logger)
    }

    /// What goes with bytes that are no request.
    func context(forRefusalOf connection: Connection) -> RequestContext {
        RequestContext(
            id: RequestID.make().text, trace: .make(), received: loop.now, peer: connection.peer, logger: logger)
    }

    func streamFailed(_ error: any Error, _ context: RequestContext) {
        if case HTTPServerError.clientGone = error { return }
        if error is CancellationError { return }
        context.logger.error("stream_failed", ["error": .describing(error)])
    }

    func finished(
        _ request: ServerRequest, _ context: RequestContext, _ status: HTTPStatus, bytes: Int, clientLeft: Bool
    ) {
        guard !observers.isEmpty else { return }
        let summary = RequestSummary(
            method: request.method, path: String(request.head.path), status: status, bytes: bytes,
            duration: context.received.duration(to: .now), id: context.id, peer: context.peer, clientLeft: clientLeft)
        for observer in observers { observer.answered(summary) }
    }

    func refused(_ error: HTTPServerError, _ context: RequestContext, bytes: Int) {
        let summary = RequestSummary(
            method: HTTPMethod("-"), path: "-", status: error.status, bytes: bytes, duration: .zero, id: context.id,
            peer: context.peer, clientLeft: false)
        for observer in observers { observer.answered(summary) }
    }
}
