import HTTPServer
import JSON
import TestSupport
import Testing

/// Script analysis by a language model that is played in the test, through the gateway as a process.
struct LanguageModelTests {
    private static let script = """
        林晚走进旧书店，雨水顺着伞尖滴落。

        店主抬起头：这么晚了，你还来找那本书？

        林晚点头，指向最高一层的书架。

        梯子吱呀作响，一只猫从书后跳了出来。
        """

    private func withModel(
        _ faults: [Int: ScriptedLLM.Fault] = [:], settings: @escaping @Sendable (String) -> [String: String],
        _ body: @escaping @Sendable (PlainHTTP, ScriptedLLM) async throws -> Void
    ) async throws {
        try await withLoop { loop in
            let model = ScriptedLLM(faults: faults)
            let server = HTTPServer(loop: loop, handler: model.handler)
            let url = "http://127.0.0.1:\(try server.bind())"
            try await running([server], on: loop) {
                let gateway = try await BothProcesses.startGateway(workerPort: 1, settings(url))
                try await body(PlainHTTP(port: try await gateway.port()), model)
            }
        }
    }

    private static let order: JSONValue = ["script": .string(script), "sceneCount": 2]

    @Test func `DeepSeek is the analyst when its key is set`() async throws {
        try await withModel(settings: { ["DEEPSEEK_API_KEY": "sk-secret", "DEEPSEEK_BASE_URL": $0 + "/v1"] }) {
            http, model in
            let answer = try await http.post("/api/intelligent-analyze-script", Self.order)
            try #require(answer.status == 200, "\(answer.text.prefix(300))")
            let data = try #require(try answer.json()["data"])
            #expect(data["script_analysis"]?["provider"] == "deepseek")
            #expect(data["script_analysis"]?["sceneCount"] == 2)
            let frames = try #require(data["storyboard_frames"]?.array)
            #expect(frames.map { $0["sequence"]?.int } == Array(1...frames.count).map(Optional.init))
            #expect(model.calls.allSatisfy { $0.path == "/v1/chat/completions" })
            #expect(model.calls.allSatisfy { $0.fields["Authorization"] == "Bearer sk-secret" })
            #expect(model.calls.first?.body["model"] == "deepseek-flash")
        }
    }

    @Test func `Claude is asked through the Messages API`() async throws {
        try await withModel(settings: { ["ANTHROPIC_API_KEY": "sk-ant", "ANTHROPIC_BASE_URL": $0] }) { http, model in
            let answer = try await http.post("/api/intelligent-analyze-script", Self.order)
            try #require(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(try answer.json()["data"]?["script_analysis"]?["provider"] == "claude")
            #expect(model.calls.allSatisfy { $0.path == "/v1/messages" && $0.fields["x-api-key"] == "sk-ant" })
        }
    }

    @Test func `a refusal of the model's server names the step and is told as 502`() async throws {
        let faults = Dictionary(uniqueKeysWithValues: (0..<10).map { ($0, ScriptedLLM.Fault.status(400)) })
        try await withModel(
            faults, settings: { ["DEEPSEEK_API_KEY": "sk-secret", "DEEPSEEK_BASE_URL": $0 + "/v1"] }
        ) { http, _ in
            let answer = try await http.post("/api/intelligent-analyze-script", Self.order)
            try expectError(answer, 502, "PROVIDER_ERROR", text: "智能分析失败: 第1步: 故事切分失败: HTTP 400")
            #expect(!answer.text.contains("sk-secret"))
        }
    }

    @Test func `a model that says nothing is a timeout that names the step`() async throws {
        let faults = Dictionary(uniqueKeysWithValues: (0..<10).map { ($0, ScriptedLLM.Fault.silence) })
        try await withModel(
            faults,
            settings: {
                ["DEEPSEEK_API_KEY": "k", "DEEPSEEK_BASE_URL": $0 + "/v1", "LLM_STEP_TIMEOUT_SECONDS": "1"]
            }
        ) { http, _ in
            let answer = try await http.post("/api/intelligent-analyze-script", Self.order)
            try expectError(answer, 504, "UPSTREAM_TIMEOUT", text: "智能分析失败: 第1步: 故事切分失败: 请求超时（1秒）")
        }
    }
}
