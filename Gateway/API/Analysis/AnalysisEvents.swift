import GatewayCore
import HTTPCore
import HTTPServer
import Lifecycle
import Models
import Observability

/// The events of an analysis: `step`, `frame`, then `done` or `error`.
struct AnalysisEvents: Sendable {
    /// What an error's body says of the request.
    struct Client: Sendable {
        let language: Language
        let requestID: String
        let time: any TimeSource

        init(_ request: ServerRequest, _ context: RequestContext, _ time: any TimeSource) {
            language = AcceptLanguage.prefersEnglish(request.fields) ? .english : .chinese
            requestID = context.id
            self.time = time
        }
    }

    private struct Step: Encodable {
        let step: Int
        let id: String
        let name: String
        let state: String
        let tokens: Int
    }

    let writer: EventWriter
    let client: Client

    func send(_ event: AnalysisEvent) async throws {
        switch event {
        case .started(let step): try await send(step, "started", 0)
        case .progress(let step, let tokens): try await send(step, "running", tokens)
        case .finished(let step, let tokens): try await send(step, "finished", tokens)
        case .frame(let frame): try await writer.send("frame", json: frame)
        }
    }

    /// The whole answer, as the JSON form gives it.
    func finish(_ result: AnalysisResult) async throws {
        let bytes = try await offLoop { try EventWriter.line(ScriptAnalysisAnswer(data: result)) }
        try await writer.send("done", data: bytes)
    }

    /// The error's body, as the JSON form gives it.
    func fail(_ error: GatewayError) async throws {
        let body = ErrorBody(error, client.language, requestID: client.requestID, at: client.time)
        try await writer.send("error", json: body)
    }

    private func send(_ step: AnalysisStep, _ state: String, _ tokens: Int) async throws {
        let name = step.name(chinese: client.language == .chinese)
        let sent = Step(step: step.rawValue, id: step.id, name: name, state: state, tokens: tokens)
        try await writer.send("step", json: sent)
    }
}
