import JSON
import TestSupport
import Testing

/// Contract, section 3, `POST /api/generate-all-images`.
struct BatchContractTests {
    private func frames(_ count: Int) -> [JSONValue] {
        (1...count).map { ["sequence": .int($0), "prompt": .string("frame \($0), wide shot of a hill")] }
    }

    @Test func `results come in the order of the frames, with statistics`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post("/api/generate-all-images", ["frames": .array(frames(6))])
        try #require(answer.status == 200, "\(answer.text.prefix(300))")
        let body = try answer.json()
        #expect(body["success"] == true)
        let results = try #require(body["data"]?.array)
        #expect(results.map { $0["sequence"]?.int } == [1, 2, 3, 4, 5, 6])
        for result in results { #expect(try pngSize(ofDataURL: result["imageUrl"]?.string).0 == 1024) }
        expectMembers(body["stats"], ["total", "success", "failed", "successRate"])
        #expect(body["stats"] == ["total": 6, "success": 6, "failed": 0, "successRate": 100])
    }

    @Test func `frames without any prompt are left out`() async throws {
        let both = try await BothProcesses.start()
        let frames: JSONValue = [
            ["sequence": 1], ["sequence": 2, "jimengPrompt": "山"], ["sequence": 3, "prompt": " "],
        ]
        let body = try await both.http.post("/api/generate-all-images", ["frames": frames]).json()
        #expect(body["data"]?.array?.map { $0["sequence"]?.int } == [2])
        #expect(body["stats"]?["total"] == 1)
    }

    @Test(arguments: [#"{"frames":[]}"#, #"{}"#, #"{"frames":[{"sequence":1}]}"#, #"{"frames":"no"}"#])
    func `without a valid frame the batch is refused`(body: String) async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.send(
            "POST", "/api/generate-all-images", headers: ["Content-Type": "application/json"], body: Array(body.utf8))
        try expectError(answer, 400, "INVALID_REQUEST")
    }

    @Test func `one frame's failure leaves the others alone`() async throws {
        let both = try await BothProcesses.start()
        let frames: JSONValue = [
            ["sequence": 1, "prompt": "a hill"],
            ["sequence": 2, "prompt": "a lake", "provider": "jimeng"],
            ["sequence": 3, "prompt": "a wood"],
        ]
        let order: JSONValue = ["frames": frames, "config": ["provider": "jimeng"]]
        let body = try await both.http.post("/api/generate-all-images", order).json()
        // No key of Jimeng: each frame says so by itself, and the batch as a whole is an answer, not an error.
        #expect(body["stats"] == ["total": 3, "success": 0, "failed": 3, "successRate": 0])
        #expect(body["data"]?.array?.allSatisfy { $0["error"]?.string?.isEmpty == false } == true)
    }

    @Test func `each result is streamed as it comes`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(
            "/api/generate-all-images", ["frames": .array(frames(4))], headers: ["Accept": "text/event-stream"])
        #expect(answer.headers["content-type"]?.hasPrefix("text/event-stream") == true)
        let events = answer.events
        #expect(events.last?.name == "done")
        #expect(try events.last?.json()["stats"]?["success"] == 4)
        let pictures = try events.filter { $0.name != "done" }.compactMap { try $0.json() }
            .filter { $0["imageUrl"] != nil }
        #expect(Set(pictures.compactMap { $0["sequence"]?.int }) == [1, 2, 3, 4])
    }
}
