import JSON
import Lifecycle
import TestSupport
import Testing

@testable import GatewayAdapters
@testable import GatewayCore

/// Models over real sockets: what is sent, what is read, what is tried again, and when it is given up.
@Suite(.timeLimit(.minutes(3)))
struct LanguageModelTests {
    private static let question = ModelQuestion(system: "只输出 json", user: "你好", maxTokens: 100)

    private func failure(
        _ faults: [Int: ScriptedLLM.Fault], limits: ModelLimits = ModelUnderTest.limits, calls: Int,
        _ check: @escaping @Sendable (ScriptModelError) -> Bool
    ) async throws {
        try await withModel(faults: faults) { test in
            let error = await #expect(throws: ScriptModelError.self) {
                try await test.deepseek(limits).answer(Self.question) { _ in }
            }
            #expect(error.map(check) == true, "\(String(describing: error))")
            #expect(test.llm.calls.count == calls)
        }
    }

    private func expectOK(_ model: some ScriptModel, _ place: SourceLocation = #_sourceLocation) async throws {
        let answer = try await model.answer(Self.question) { _ in }
        #expect(answer.text == #"{"reply":"ok"}"#, sourceLocation: place)
    }

    @Test func `deepseek is asked as its page says`() async throws {
        try await withModel { test in
            let heard = LockedList<Int>()
            let answer = try await test.deepseek().answer(Self.question) { heard.append($0) }
            #expect(answer == ModelAnswer(text: #"{"reply":"ok"}"#, promptTokens: 100, completionTokens: 50))
            #expect(!heard.all.isEmpty)
            let call = try #require(test.llm.calls.first)
            #expect(call.path == "/v1/chat/completions")
            #expect(call.fields["Authorization"] == "Bearer sk-test")
            #expect(call.body["model"] == "deepseek-flash")
            #expect(call.body["temperature"]?.double == 0.7)
            #expect(call.body["max_tokens"]?.int == 4_000)
            #expect(call.body["stream"] == true)
            #expect(call.body["stream_options"] == ["include_usage": true])
            #expect(call.body["response_format"] == ["type": "json_object"])
            #expect(call.body["thinking"] == ["type": "disabled"])
            #expect(call.body["messages"]?[0]?["role"] == "system")
            #expect(call.body["messages"]?[1] == ["role": "user", "content": "你好"])
        }
    }

    @Test func `both of Claude's wires carry their own key, version and temperature`() async throws {
        try await withModel { test in
            for (style, path) in [(AnthropicWire.Style.apiKey, ""), (.bearer, "/v1"), (.apiKey, "/relay/v1/messages")] {
                let answer = try await test.claude(style, path: path).answer(Self.question) { _ in }
                #expect(answer == ModelAnswer(text: #"{"reply":"ok"}"#, promptTokens: 100, completionTokens: 50))
            }
            let calls = test.llm.calls
            try #require(calls.count == 3)
            #expect(calls.map(\.path) == ["/v1/messages", "/v1/messages", "/relay/v1/messages"])
            #expect(calls[0].fields["x-api-key"] == "sk-ant")
            #expect(calls[0].fields["anthropic-version"] == "2023-06-01")
            #expect(calls[0].fields["Authorization"] == nil)
            #expect(calls[0].body["temperature"]?.double == 0.7)
            #expect(calls[1].fields["Authorization"] == "Bearer sk-ant")
            #expect(calls[1].fields["anthropic-version"] == "2026-10-21")
            #expect(calls[1].fields["x-api-key"] == nil)
            #expect(calls[1].body["temperature"] == nil)
            #expect(calls[1].body["max_tokens"]?.int == 4_000)
        }
    }

    @Test(arguments: [429, 500, 503, 529])
    func `a busy server is asked again twice`(status: Int) async throws {
        try await withModel(faults: [0: .status(status), 1: .status(status, retryAfter: "0")]) { test in
            try await expectOK(test.deepseek())
            #expect(test.llm.calls.count == 3)
        }
        try await failure([0: .status(status), 1: .status(status), 2: .status(status)], calls: 3) {
            if case .refused(status, "scripted_error") = $0 { true } else { false }
        }
    }

    @Test(arguments: [400, 401, 402, 404, 422])
    func `a refusal is not repeated`(status: Int) async throws {
        try await failure([0: .status(status)], calls: 1) {
            if case .refused(status, _) = $0 { true } else { false }
        }
    }

    @Test func `a server that asks for too much patience is given up on`() async throws {
        try await failure([0: .status(429, retryAfter: "3600")], calls: 1) {
            if case .refused(429, _) = $0 { true } else { false }
        }
    }

    @Test func `an error event in a stream is an error`() async throws {
        try await failure([0: .errorEvent, 1: .errorEvent, 2: .errorEvent], calls: 3) {
            if case .errorInStream("scripted_error") = $0 { true } else { false }
        }
        try await withModel(faults: [0: .errorEvent]) { test in
            try await expectOK(test.claude(.apiKey))
        }
    }

    /// Keep-alive comments arrive all the time and are no tokens.
    @Test(arguments: [ScriptedLLM.Fault.silence, .stall])
    func `no new token ends the call`(fault: ScriptedLLM.Fault) async throws {
        let limits = ModelLimits(step: .milliseconds(1_500), call: .seconds(60), backoff: ModelUnderTest.limits.backoff)
        try await failure([0: fault], limits: limits, calls: 1) {
            if case .timedOut = $0 { true } else { false }
        }
    }

    @Test func `a call has a limit in all`() async throws {
        let limits = ModelLimits(step: .seconds(60), call: .milliseconds(1_500), backoff: ModelUnderTest.limits.backoff)
        try await failure([0: .stall], limits: limits, calls: 1) {
            if case .timedOut = $0 { true } else { false }
        }
    }

    @Test func `an answer that breaks off keeps what it holds`() async throws {
        for fault in [ScriptedLLM.Fault.broken(9), .cutOff(9)] {
            try await withModel(faults: [0: fault, 1: fault]) { test in
                for answer in [
                    try await test.deepseek().answer(Self.question) { _ in },
                    try await test.claude(.bearer).answer(Self.question) { _ in },
                ] {
                    #expect(answer.text == #"{"reply":"#)
                    #expect(answer.isCutOff)
                }
            }
        }
    }

    @Test func `one document after empty lines is read as well`() async throws {
        try await withModel(faults: [0: .document, 1: .document]) { test in
            try await expectOK(test.deepseek())
            try await expectOK(test.claude(.apiKey))
        }
    }

    @Test func `nobody there is told as such`() async throws {
        try await withModel { test in
            // Port 1 needs a privilege that nobody's server has here.
            let wire = ChatCompletionsWire.openAI(key: nil, baseURL: "http://127.0.0.1:1", model: "m")
            let model = LanguageModel(wire, client: test.client, time: SystemTime(), limits: ModelUnderTest.limits)
            let error = await #expect(throws: ScriptModelError.self) { try await model.answer(Self.question) { _ in } }
            guard case .unreachable = error else {
                throw NeverHappened(what: "unreachable, but \(String(describing: error))")
            }
        }
    }

    @Test func `a caller that leaves ends the call`() async throws {
        try await withModel(faults: [0: .stall]) { test in
            let asking = Task { try await test.deepseek().answer(Self.question) { _ in } }  // Cancelled below.
            try await eventually("the model is asked") { test.llm.calls.count == 1 }
            asking.cancel()
            await #expect(throws: CancellationError.self) { try await asking.value }
        }
    }
}
