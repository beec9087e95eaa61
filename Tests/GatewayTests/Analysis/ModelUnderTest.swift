import EventLoop
import HTTPClient
import HTTPServer
import Lifecycle
import Settings
import TestSupport

@testable import GatewayAdapters
@testable import GatewayCore

/// A scripted language model on a free port, and the ways to reach it.
struct ModelUnderTest: Sendable {
    let llm: ScriptedLLM
    let port: Int
    let client: HTTPClient
    let loop: EventLoop

    /// Short waits between tries, so that retries cost a test nothing.
    static let limits = ModelLimits(
        step: .seconds(60), call: .seconds(120),
        backoff: Backoff(base: .milliseconds(1), cap: .milliseconds(2), maxRetries: 2))

    var base: String { "http://127.0.0.1:\(port)" }

    func deepseek(_ limits: ModelLimits = Self.limits) -> LanguageModel<ChatCompletionsWire> {
        let wire = ChatCompletionsWire.deepseek(key: Secret("sk-test"), baseURL: base + "/v1", model: "deepseek-flash")
        return LanguageModel(wire, client: client, time: SystemTime(), limits: limits)
    }

    func claude(_ style: AnthropicWire.Style, path: String = "", _ limits: ModelLimits = Self.limits) -> LanguageModel<
        AnthropicWire
    > {
        let wire = AnthropicWire(key: Secret("sk-ant"), baseURL: base + path, model: "claude-sonnet-5-5", style: style)
        return LanguageModel(wire, client: client, time: SystemTime(), limits: limits)
    }
}

/// Serves the scripted model while `body` runs; everything has ended when this returns.
func withModel(
    faults: [Int: ScriptedLLM.Fault] = [:], _ body: @escaping @Sendable (ModelUnderTest) async throws -> Void
) async throws {
    let llm = ScriptedLLM(faults: faults)
    try await serving(llm.handler) { port, loop in
        let client = try HTTPClient(loop: loop)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(ModelUnderTest(llm: llm, port: port, client: client, loop: loop)))
        } catch {
            outcome = .failure(error)
        }
        await client.shutdown()
        try outcome.get()
    }
}

/// Serves a handler on a free port of a loop of its own.
func serving(
    _ handler: @escaping Handler, _ body: @escaping @Sendable (Int, EventLoop) async throws -> Void
) async throws {
    try await withLoop { loop in
        let server = HTTPServer(loop: loop, handler: handler)
        let port = try server.bind()
        try await running([server], on: loop) { try await body(port, loop) }
    }
}
