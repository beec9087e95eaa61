import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Models
import Observability

extension ServerRequest {
    /// Bytes of a body that are read within half a millisecond, which the loop's thread can spare.
    private static let shortBody = 64 << 10

    /// What `read` makes of the body, a JSON object.
    /// - Throws: the server's 413 and 415, `JSONError` with the offset of a fault, and what `read` throws.
    func decoded<Value: Sendable>(
        limit: Int, as read: @escaping @Sendable (JSONRecord) throws -> Value
    ) async throws -> Value {
        let bytes = try await jsonBody(limit: limit)
        guard bytes.count > Self.shortBody else { return try read(JSONRecord(bytes)) }
        return try await offLoop { try read(JSONRecord(bytes)) }
    }
}

/// Runs what computes for long away from the event loop's thread.
func offLoop<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
    try await withTaskExecutorPreference(globalConcurrentExecutor) { try await work() }
}

extension CallIdentity {
    /// Who asks, as the worker's log will show it too.
    init(_ request: ServerRequest, _ context: RequestContext) {
        self.init(requestID: context.id, traceparent: context.trace.child().traceparent, language: request.language)
    }
}

extension ServerResponse {
    /// JSON that is written while it is made; `length` in bytes where it is known before.
    static func json(
        length: Int?, _ produce: @escaping @Sendable (ResponseWriter) async throws -> Void
    ) -> ServerResponse {
        ServerResponse(
            fields: ["Content-Type": "application/json; charset=utf-8"], body: .stream(length: length, produce: produce)
        )
    }
}

extension ServerRequest {
    /// What the client reads: Chinese, unless it prefers English.
    var language: Language { AcceptLanguage.prefersEnglish(fields) ? .english : .chinese }

    /// Whether the client asks for events rather than for one JSON answer.
    var wantsEventStream: Bool {
        AcceptHeader(fields).prefers("text/event-stream", over: "application/json")
    }
}
