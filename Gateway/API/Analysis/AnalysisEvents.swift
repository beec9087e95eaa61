import FoundationEssentials
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
        case .frame(let frame): try await send("frame", frame)
        }
    }

    /// The whole answer, as the JSON form gives it.
    func finish(_ result: AnalysisResult) async throws {
        let bytes = try await offLoop { try Self.encoded(ScriptAnalysisAnswer(data: result)) }
        try await writer.send("done", data: bytes)
    }

    /// The error's body, as the JSON form gives it.
    func fail(_ error: GatewayError) async throws {
        try await send(
            "error",
            ErrorBody(
                error: error.text(client.language), errorCode: error.code, requestId: client.requestID,
                timestamp: Timestamp(unixSeconds: client.time.unixSeconds).rfc3339, details: error.details))
    }

    private func send(_ step: AnalysisStep, _ state: String, _ tokens: Int) async throws {
        let name = step.name(chinese: client.language == .chinese)
        try await send("step", Step(step: step.rawValue, id: step.id, name: name, state: state, tokens: tokens))
    }

    private func send(_ name: String, _ value: some Encodable) async throws {
        try await writer.send(name, data: try Self.encoded(value))
    }

    private static func encoded(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }
}
