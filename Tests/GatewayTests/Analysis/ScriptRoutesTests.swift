import GatewayCore
import HTTPServer
import JSON
import Lifecycle
import TestSupport
import Testing

@testable import GatewayAPI

/// The endpoint over a real socket, with the contract's error answers around it.
@Suite(.timeLimit(.minutes(3)))
struct ScriptRoutesTests {
    private static let path = "/api/intelligent-analyze-script"
    private static let script: JSONValue = "第一场 山顶 外 日\n张三站在山顶。\n张三：到了。"

    private func serve(
        _ analysis: ScriptAnalysis = ScriptAnalysis(models: []),
        _ body: @escaping @Sendable (PlainHTTP) async throws -> Void
    ) async throws {
        let routes = ScriptRoutes(analysis: analysis, bodyLimit: 100_000, time: SystemTime())
        var router = Router()
        router.post(Self.path, routes.analyze)
        try await serving(chain([ContractAnswers(time: SystemTime())], router.handler)) { port, _ in
            try await body(PlainHTTP(port: port))
        }
    }

    @Test func `the answer has the fields of the contract and no others`() async throws {
        try await serve { http in
            let answer = try await http.post(Self.path, ["script": Self.script, "sceneCount": 1])
            #expect(answer.status == 200)
            let body = try answer.json()
            #expect(body.object?.keys.sorted() == ["data", "success"])
            #expect(body["data"]?.object?.keys.sorted() == ["script_analysis", "storyboard_frames", "warnings"])
            let facts = try #require(body["data"]?["script_analysis"])
            #expect(
                facts.object?.keys.sorted() == [
                    "characters", "coverage", "frameCount", "genre_detected", "model", "provider", "sceneCount",
                    "scenes",
                    "title", "usage",
                ])
            #expect(facts["usage"] == ["completionTokens": 0, "costMicroUSD": 0, "promptTokens": 0])
            #expect(facts["scenes"]?[0]?.object?.keys.sorted() == ["heading", "number", "summary"])
            #expect(facts["characters"]?[0]?.object?.keys.sorted() == ["anchorPrompt", "appearance", "name"])
            let frame = try #require(body["data"]?["storyboard_frames"]?[0])
            #expect(
                frame.object?.keys.sorted() == [
                    "cameraMovement", "characters", "chineseDescription", "dialogue", "durationSeconds", "jimengPrompt",
                    "narration", "negativePrompt", "prompt", "sceneNumber", "sequence", "shotType", "source",
                    "utterances",
                ])
            #expect(frame["chineseDescription"] == "张三站在山顶。")
            #expect(frame["characters"] == ["张三"])
            #expect(frame["source"]?.object?.keys.sorted() == ["end", "start", "text"])
            let spoken = body["data"]?["storyboard_frames"]?.array?.compactMap { $0["utterances"]?[0] }.first
            #expect(spoken == ["kind": "dialogue", "speaker": "张三", "text": "到了。"])
        }
    }

    @Test(arguments: [
        (#"{}"#, "script"), (#"{"script":" \n　","sceneCount":3}"#, "script"),
        (#"{"script":3,"sceneCount":3}"#, "script"),
        (#"{"script":"a"}"#, "sceneCount"), (#"{"script":"a","sceneCount":0}"#, "sceneCount"),
        (#"{"script":"a","sceneCount":501}"#, "sceneCount"), (#"{"script":"a","sceneCount":"x"}"#, "sceneCount"),
        (#"{"script":"a","sceneCount":1.5}"#, "sceneCount"),
    ])
    func `what is missing has the contract's text`(body: String, field: String) async throws {
        try await serve { http in
            let answer = try await http.send("POST", Self.path, headers: [:], body: Array(body.utf8))
            #expect(answer.status == 400)
            let error = try answer.json()
            #expect(error["error"] == "缺少必要参数: script, sceneCount")
            #expect(error["errorCode"] == "INVALID_REQUEST")
            #expect(error["details"]?["field"]?.string == field)
        }
    }

    @Test(arguments: [
        (#"{"script":"a","sceneCount":1,"provider":"gpt"}"#, "provider"),
        (#"{"script":"a","sceneCount":1,"style":3}"#, "style"),
        (#"{"script":"a","sceneCount":1,"framesPerScene":7}"#, "framesPerScene"),
        (#"{"script":"a","sceneCount":1,"characters":[{"name":""}]}"#, "characters[0].name"),
        (#"{"script":"a","sceneCount":1,"characters":"x"}"#, "characters"),
    ])
    func `a wrong parameter is named`(body: String, field: String) async throws {
        try await serve { http in
            let answer = try await http.send("POST", Self.path, headers: [:], body: Array(body.utf8))
            #expect(answer.status == 400)
            #expect(try answer.json()["details"]?["field"]?.string == field)
        }
    }

    @Test func `a body that is no JSON tells where`() async throws {
        try await serve { http in
            let answer = try await http.send("POST", Self.path, headers: [:], body: Array(#"{"script":x}"#.utf8))
            #expect(answer.status == 400)
            #expect(try answer.json()["details"]?["offset"] == 10)
        }
    }

    @Test func `a stream tells steps, frames and the whole`() async throws {
        try await serve { http in
            let answer = try await http.post(
                Self.path, ["script": Self.script, "sceneCount": 1], headers: ["Accept": "text/event-stream"])
            let names = answer.events.map(\.name)
            let done = try #require(answer.events.last).json()
            let frames = try #require(done["data"]?["storyboard_frames"]?.array)
            #expect(names == ["step", "step", "step", "step"] + frames.map { _ in "frame" } + ["done"])
            let first = try answer.events[0].json()
            #expect(first == ["id": "segmentation", "name": "故事切分", "state": "started", "step": 1, "tokens": 0])
            #expect(try answer.events[4].json() == frames[0])
        }
    }

    @Test func `a failure in a stream is its last event, in the client's language`() async throws {
        try await withModel(faults: [0: .status(401)]) { test in
            try await serve(ScriptAnalysis(models: [test.deepseek()])) { http in
                let answer = try await http.post(
                    Self.path, ["script": Self.script, "sceneCount": 1],
                    headers: ["Accept": "text/event-stream", "Accept-Language": "en"])
                #expect(answer.events.map(\.name) == ["step", "error"])
                let error = try #require(answer.events.last).json()
                #expect(error["error"] == "Script analysis failed: step 1, story segmentation: HTTP 401")
                #expect(error["errorCode"] == "PROVIDER_ERROR")
                #expect(error["details"]?["step"] == 1)
            }
        }
    }

    @Test func `a named analyst without a key is 503 before a stream begins`() async throws {
        try await serve { http in
            let answer = try await http.post(
                Self.path, ["script": Self.script, "sceneCount": 1, "provider": "claude"],
                headers: ["Accept": "text/event-stream"])
            #expect(answer.status == 503)
            #expect(try answer.json()["error"] == "智能分析失败: 未配置ANTHROPIC_API_KEY")
            #expect(try answer.json()["details"]?["missing"] == ["ANTHROPIC_API_KEY"])
        }
    }
}
