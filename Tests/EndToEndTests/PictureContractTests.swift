import JSON
import TestSupport
import Testing

/// Contract, section 3, with the sketch provider: no key, no network.
struct PictureContractTests {
    @Test(arguments: ["/api/generate-image-python", "/api/generate-image"])
    func `a prompt becomes a picture that says it is a sketch`(path: String) async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(path, ["prompt": "特写：张三站在山顶，望着远方"])
        try #require(answer.status == 200, "\(answer.text.prefix(300))")
        let data = try #require(try answer.json()["data"])
        #expect(try pngSize(ofDataURL: data["imageUrl"]?.string) == (1024, 1024))
        #expect(data["taskId"]?.string?.hasPrefix("sketch_") == true)
        #expect(data["prompt"] == "特写：张三站在山顶，望着远方")
        #expect(data["provider"] == "sketch")
        #expect(data["notice"]?.string?.contains("VOLCENGINE_ACCESS_KEY_ID") == true)
        #expect(try answer.json()["success"] == true)
    }

    @Test func `the frame comes back as it was sent, unknown fields and odd numbers included`() async throws {
        let both = try await BothProcesses.start()
        let frame = #"""
            {"sequence": 7,"prompt":"a man on a hill","x-custom":{"deep":[1.50,-0,1e3,null,"\u4e2d\/\"文"]},"big":123456789012345678901234567890,"":[ ]}
            """#
        let answer = try await both.http.send(
            "POST", "/api/generate-image-python", headers: ["Content-Type": "application/json"],
            body: Array(#"{"prompt":"unused","frame":\#(frame)}"#.utf8))
        try #require(answer.status == 200, "\(answer.text.prefix(300))")
        #expect(answer.text.contains(#""frame":\#(frame)"#))
        #expect(try answer.json()["data"]?["prompt"] == "a man on a hill")
    }

    @Test(arguments: [
        (#"{"prompt":"own","frame":{"prompt":"first","jimengPrompt":"second"}}"#, "first"),
        (#"{"prompt":"own","frame":{"prompt":"  ","jimengPrompt":"second"}}"#, "second"),
        (#"{"frame":{"jimengPrompt":"second"}}"#, "second"),
        (#"{"prompt":"own","frame":{}}"#, "own"),
    ])
    func `what is drawn is the frame's prompt, else its Jimeng prompt, else the prompt`(
        body: String, drawn: String
    ) async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.send(
            "POST", "/api/generate-image-python", headers: ["Content-Type": "application/json"],
            body: Array(body.utf8))
        #expect(try answer.json()["data"]?["prompt"] == .string(drawn))
    }

    @Test(arguments: [#"{}"#, #"{"prompt":" "}"#, #"{"frame":{"prompt":""}}"#])
    func `without any prompt nothing is drawn`(body: String) async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.send(
            "POST", "/api/generate-image-python", headers: ["Content-Type": "application/json"],
            body: Array(body.utf8))
        try expectError(answer, 400, "INVALID_REQUEST", text: "缺少必要参数: prompt")
    }

    @Test func `the same inputs and seed give the same bytes`() async throws {
        let both = try await BothProcesses.start()
        let order: JSONValue = ["prompt": "two women in a kitchen, medium shot", "seed": 7]
        let first = try await both.http.post("/api/generate-image", order).json()
        let second = try await both.http.post("/api/generate-image", order).json()
        #expect(first["data"]?["imageUrl"]?.string?.isEmpty == false)
        #expect(first["data"]?["imageUrl"] == second["data"]?["imageUrl"])
    }

    @Test func `a named provider without keys is refused, never drawn instead`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post("/api/generate-image", ["prompt": "a hill", "provider": "jimeng"])
        let error = try expectError(answer, 503, "PROVIDER_NOT_CONFIGURED")
        #expect(error["error"]?.string?.contains("VOLCENGINE_ACCESS_KEY_ID") == true)
        #expect(error["error"]?.string?.contains("VOLCENGINE_SECRET_ACCESS_KEY") == true)
    }

    @Test func `without a worker the answer says what to start`() async throws {
        try await withUnservedPort { port in
            let gateway = try await BothProcesses.startGateway(workerPort: port)
            let http = PlainHTTP(port: try await gateway.port())
            let answer = try await http.post("/api/generate-image-python", ["prompt": "a hill"])
            try expectError(answer, 503, "WORKER_UNAVAILABLE", text: "图像服务未启动，请先启动 image-worker (端口 8081)")
            #expect(answer.headers["retry-after"].flatMap { Int($0) } != nil)
        }
    }
}
