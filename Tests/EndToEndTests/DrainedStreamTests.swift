import Glibc
import HTTPServer
import JSON
import TestSupport
import Testing

/// SIGTERM to a gateway whose event streams do not end within the drain: contract/gateway, sections 1 to 3.
struct DrainedStreamTests {
    private static let drain = ["DRAIN_DELAY_SECONDS": "0.1", "DRAIN_SECONDS": "1"]
    private static let headers = ["Content-Type": "application/json", "Accept": "text/event-stream"]

    private func expectShutdown(_ event: PlainEvent?, textBegins: String = "") throws -> JSONValue {
        let event = try #require(event)
        #expect(event.name == "error")
        let body = try event.json()
        expectMembers(body, ["success", "error", "errorCode", "requestId", "timestamp"], optional: ["details"])
        #expect(body["success"] == false)
        #expect(body["errorCode"] == "SHUTTING_DOWN")
        #expect(body["error"]?.string?.hasPrefix(textBegins) == true)
        return body
    }

    @Test(.timeLimit(.minutes(2)))
    func `a batch tells what is known of each frame, then that the service ends`() async throws {
        try await withJimeng(gateway: Self.drain) { paid in
            paid.jimeng.play(.with { $0.unreadyLooks = 1_000_000 }, for: "endless")
            let frames = ["quick", "endless one", "endless two"].enumerated().map { index, prompt -> JSONValue in
                ["sequence": .int(index + 1), "prompt": .string(prompt)]
            }
            let order: JSONValue = ["frames": .array(frames)]
            let client = try await paid.both.http.begin(
                "POST", "/api/generate-all-images", headers: Self.headers, body: order.bytes())
            try await paid.ledger("three submits, one delivered") { ledger in
                ledger.billed == 3 && ledger.tasks.values.contains { $0.isDelivered }
            }
            paid.both.gateway.send(SIGTERM)
            let events = try await client.response().events
            #expect(events.map(\.name) == ["result", "result", "result", "error"])
            var tasks: Set<String> = []
            for event in events.dropLast() {
                let result = try event.json()
                if result["sequence"] == 1 {
                    #expect(result["imageUrl"]?.string?.hasPrefix("data:image/png;base64,") == true)
                } else {
                    #expect(result["errorCode"] == "SHUTTING_DOWN")
                    tasks.insert(try #require(result["taskId"]?.string))
                }
            }
            #expect(tasks.count == 2)
            let body = try expectShutdown(events.last)
            #expect(tasks.contains(try #require(body["details"]?["taskId"]?.string)))
            #expect(try await paid.both.gateway.waitForExit() == .exited(0))
            #expect(paid.jimeng.ledger.submits == 3)
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: [true, false])
    func `an analysis says that the service ends`(streamed: Bool) async throws {
        let model = ScriptedLLM(faults: [0: .stall])
        try await withLoop { loop in
            let server = HTTPServer(loop: loop, handler: model.handler)
            let settings = [
                "DEEPSEEK_API_KEY": "sk-secret", "DEEPSEEK_BASE_URL": "http://127.0.0.1:\(try server.bind())/v1",
            ].merging(Self.drain) { $1 }
            try await running([server], on: loop) {
                let gateway = try await BothProcesses.startGateway(workerPort: 1, settings)
                let order: JSONValue = ["script": "张三站在山顶。", "sceneCount": 1]
                let headers = streamed ? Self.headers : ["Content-Type": "application/json"]
                let client = try await PlainHTTP(port: try await gateway.port()).begin(
                    "POST", "/api/intelligent-analyze-script", headers: headers, body: order.bytes())
                try await eventually("a call of the model") { !model.calls.isEmpty }
                gateway.send(SIGTERM)
                let answer = try await client.response()
                if streamed {
                    #expect(answer.events.first?.name == "step")
                    _ = try expectShutdown(answer.events.last, textBegins: "智能分析失败: ")
                } else {
                    try expectError(answer, 503, "SHUTTING_DOWN", text: "智能分析失败: 服务正在关闭，请稍后重试")
                    #expect(answer.headers["retry-after"] == "5")
                }
                #expect(try await gateway.waitForExit() == .exited(0))
            }
        }
    }
}
