import HTTPServer
import JSON
import TestSupport
import Testing

/// Contract, section 2, with the scripted language model behind the gateway's process.
@Suite(.timeLimit(.minutes(3)))
struct AnalysisByModelTests {
    private static let path = "/api/intelligent-analyze-script"

    private func withGateway(
        faults: [Int: ScriptedLLM.Fault] = [:], _ settings: @escaping @Sendable (String) -> [String: String],
        _ body: @escaping @Sendable (PlainHTTP, ScriptedLLM) async throws -> Void
    ) async throws {
        let llm = ScriptedLLM(faults: faults)
        try await withLoop { loop in
            let server = HTTPServer(loop: loop, handler: llm.handler)
            let port = try server.bind()
            try await running([server], on: loop) {
                let both = try await BothProcesses.start(gateway: settings("http://127.0.0.1:\(port)"))
                try await body(both.http, llm)
            }
        }
    }

    private static func deepseek(_ base: String) -> [String: String] {
        ["DEEPSEEK_API_KEY": "sk-test", "DEEPSEEK_BASE_URL": base]
    }

    private static func order() throws -> JSONValue {
        let script = String(decoding: try Fixture.bytes("Scripts/sample-zh.txt"), as: UTF8.self)
        return ["script": .string(script), "sceneCount": 3]
    }

    @Test func `the first model with a key analyses`() async throws {
        try await withGateway(Self.deepseek) { http, llm in
            let answer = try await http.post(Self.path, try Self.order())
            try #require(answer.status == 200, "\(answer.text)")
            let data = try #require(try answer.json()["data"])
            #expect(data["script_analysis"]?["provider"] == "deepseek")
            #expect(data["script_analysis"]?["model"] == "deepseek-flash")
            #expect(data["script_analysis"]?["coverage"] == 1)
            #expect(data["storyboard_frames"]?[0]?["prompt"] == "english prompt 1")
            #expect(llm.calls.count >= 3)
            #expect(llm.calls.allSatisfy { $0.fields["Authorization"] == "Bearer sk-test" })
        }
    }

    @Test(arguments: ["x-api-key", "bearer"])
    func `claude is reached by either wire`(wire: String) async throws {
        try await withGateway({
            ["ANTHROPIC_API_KEY": "sk-ant", "ANTHROPIC_BASE_URL": $0 + "/v1", "ANTHROPIC_WIRE": wire]
        }) {
            http, llm in
            let answer = try await http.post(Self.path, try Self.order())
            try #require(answer.status == 200, "\(answer.text)")
            #expect(try answer.json()["data"]?["script_analysis"]?["provider"] == "claude")
            #expect(llm.calls.allSatisfy { $0.path == "/v1/messages" })
        }
    }

    @Test func `a silent model is a timeout that names its step`() async throws {
        let impatient = { @Sendable in Self.deepseek($0).merging(["LLM_STEP_TIMEOUT_SECONDS": "1"]) { $1 } }
        try await withGateway(faults: [0: .silence], impatient) { http, _ in
            let answer = try await http.post(Self.path, try Self.order())
            let error = try expectError(answer, 504, "UPSTREAM_TIMEOUT")
            #expect(error["error"] == "智能分析失败: 第1步: 故事切分失败: 请求超时（1秒）")
        }
    }

    @Test func `a model's refusal is a 502 that names its status`() async throws {
        try await withGateway(faults: [0: .status(402)], Self.deepseek) { http, _ in
            let answer = try await http.post(Self.path, try Self.order())
            let error = try expectError(answer, 502, "PROVIDER_ERROR")
            #expect(error["error"] == "智能分析失败: 第1步: 故事切分失败: HTTP 402")
        }
    }
}
