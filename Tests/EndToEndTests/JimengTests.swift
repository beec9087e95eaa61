import JSON
import TestSupport
import Testing

/// Pictures that cost money, through both processes; Jimeng checks every signature and counts what it bills.
struct JimengTests {
    @Test(arguments: [JimengScript.Answer.base64, .url])
    func `a picture comes whole, signed for and billed once`(answer: JimengScript.Answer) async throws {
        try await withJimeng(.with { $0.answer = answer }) { paid in
            let answer = try await paid.both.http.post("/api/generate-image-python", ["prompt": "雨夜的江南古镇"])
            try #require(answer.status == 200, "\(answer.text.prefix(300))")
            let data = try #require(try answer.json()["data"])
            #expect(try pngSize(ofDataURL: data["imageUrl"]?.string).0 > 0)
            #expect(data["taskId"]?.string?.hasPrefix("jimeng_v4_") == true)
            #expect(data["notice"] == nil)
            #expect(paid.jimeng.ledger.badSignatures == [])
            #expect(paid.jimeng.ledger.billed == 1)
            #expect(paid.jimeng.ledger.bodies.first?.contains("雨夜的江南古镇") == true)
        }
    }

    @Test func `with keys of Jimeng its health counts and nothing is billed for it`() async throws {
        try await withJimeng { paid in
            let health = try await paid.both.workerHTTP.get("/api/health").json()
            #expect(health["sdk_available"] == true)
            #expect(health["dependencies"]?["volcengine_api"]?["status"] == "healthy")
            #expect(paid.jimeng.ledger.billed == 0)
        }
    }

    @Test func `a refused prompt is not sent again and not billed`() async throws {
        try await withJimeng(.with { $0.submits = [.code(50412, status: 400)] }) { paid in
            let answer = try await paid.both.http.post("/api/generate-image", ["prompt": "forbidden"])
            let error = try expectError(answer, 422, "CONTENT_REJECTED")
            #expect(error["details"]?["provider"] == "jimeng")
            #expect(error["details"]?["providerCode"] == "50412")
            #expect(paid.jimeng.ledger.submits == 1)
            #expect(paid.jimeng.ledger.billed == 0)
        }
    }

    @Test func `a submit whose answer never came is told as unknown and never repeated`() async throws {
        try await withJimeng(.with { $0.submits = [.cut(billed: true)] }) { paid in
            let answer = try await paid.both.http.post("/api/generate-image", ["prompt": "a hill"])
            try expectError(answer, 504, "OUTCOME_UNKNOWN")
            #expect(answer.headers["x-should-retry"] == "false")
            #expect(paid.jimeng.ledger.submits == 1)
            #expect(paid.jimeng.ledger.billed == 1)
        }
    }

    @Test func `a picture that is never ready is a timeout that names its task`() async throws {
        let worker = ["JIMENG_POLL_SECONDS": "0.02", "JIMENG_MAX_POLLS": "5"]
        try await withJimeng(.with { $0.unreadyLooks = 1000 }, worker: worker) { paid in
            let answer = try await paid.both.http.post("/api/generate-image", ["prompt": "a hill"])
            let error = try expectError(answer, 408, "GENERATION_TIMEOUT", text: "图片生成超时，请稍后重试")
            #expect(error["details"]?["taskId"]?.string?.hasPrefix("jimeng_v4_") == true)
            #expect(error["details"]?["provider"] == "jimeng")
        }
    }

    @Test func `who leaves before the submit pays nothing, and what was submitted is finished`() async throws {
        // The leaving must be seen before the picture is ready, on a busy machine too.
        try await withJimeng(.with { $0.readyAfter = .seconds(3) }) { paid in
            let frames = (1...3).map { #"{"sequence":\#($0),"prompt":"frame \#($0)"}"# }.joined(separator: ",")
            let connection = try await paid.begin(
                "/api/generate-all-images", #"{"frames":[\#(frames)],"config":{"concurrency":1}}"#)
            try await paid.ledger("the first submit") { $0.billed == 1 }
            connection.leave()
            try await paid.ledger("the finished picture") {
                $0.tasks.values.contains { $0.prompt == "frame 1" && $0.isDelivered }
            }
            // A later order is the fence: had the frames behind been submitted, they would be counted by now.
            #expect(try await paid.both.http.post("/api/generate-image", ["prompt": "fence"]).status == 200)
            #expect(paid.jimeng.ledger.tasks.values.map(\.prompt).sorted() == ["fence", "frame 1"])
        }
    }

    @Test func `frames of a batch fail by themselves`() async throws {
        try await withJimeng { paid in
            paid.jimeng.play(.with { $0.submits = [.code(50412, status: 400)] }, for: "forbidden")
            let frames: JSONValue = [
                ["sequence": 1, "prompt": "a hill"], ["sequence": 2, "prompt": "forbidden"],
                ["sequence": 3, "prompt": "a lake"],
            ]
            let body = try await paid.both.http.post("/api/generate-all-images", ["frames": frames]).json()
            #expect(body["success"] == true)
            #expect(body["data"]?.array?.map { $0["error"]?.string != nil } == [false, true, false])
            #expect(body["stats"] == ["total": 3, "success": 2, "failed": 1, "successRate": 67])
            #expect(paid.jimeng.ledger.billed == 2)
        }
    }
}
