import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Models
import Observability

extension ServerRequest {
    /// The body as a JSON object.
    /// - Throws: the server's 413, and `JSONError` with the offset of a fault.
    func record(limit: Int) async throws -> JSONRecord {
        try JSONRecord(try await body.collect(limit: limit))
    }
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
