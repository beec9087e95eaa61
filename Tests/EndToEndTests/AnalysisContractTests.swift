import JSON
import TestSupport
import Testing

/// Contract, section 2, with the offline analyser: no key, no network.
struct AnalysisContractTests {
    private static let script = """
        第1场 山顶 黎明

        张三站在山顶，望着远方的云海。李四从石阶走上来。
        李四：你还在等他？
        张三：他说过会回来。

        第2场 客栈 夜

        大雨。张三推开客栈的木门，掌柜抬起头。
        掌柜：客官，今夜没有房了。
        张三放下一锭银子，走向角落的桌子。

        第3场 山道 清晨

        李四牵着马走在山道上。远处传来钟声，他停下脚步。
        """

    @Test func `a script becomes scenes and frames with every field of the contract`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(
            "/api/intelligent-analyze-script", ["script": .string(Self.script), "sceneCount": 3])
        try #require(answer.status == 200, "\(answer.text)")
        let body = try answer.json()
        #expect(body["success"] == true)
        let analysis = try #require(body["data"]?["script_analysis"])
        #expect(analysis["sceneCount"] == 3)
        #expect(analysis["provider"] == "offline")
        #expect(analysis["genre_detected"]?.string?.isEmpty == false)
        #expect(analysis["scenes"]?.array?.map { $0["number"]?.int } == [1, 2, 3])
        #expect(analysis["scenes"]?.array?.allSatisfy { $0["heading"]?.string?.isEmpty == false } == true)
        let coverage = try #require(analysis["coverage"]?.double)
        #expect(coverage > 0.9 && coverage <= 1)
        let names = analysis["characters"]?.array?.compactMap { $0["name"]?.string } ?? []
        #expect(Set(names).isSuperset(of: ["张三", "李四"]))

        let frames = try #require(body["data"]?["storyboard_frames"]?.array)
        #expect(analysis["frameCount"]?.int == frames.count)
        #expect(frames.map { $0["sequence"]?.int } == Array(1...frames.count).map(Optional.init))
        for frame in frames { try expectFrame(frame, of: Self.script) }
        #expect(Set(frames.compactMap { $0["sceneNumber"]?.int }) == [1, 2, 3])
        #expect(frames.contains { $0["dialogue"]?.string?.contains("他说过会回来") == true })
    }

    private func expectFrame(_ frame: JSONValue, of script: String) throws {
        expectMembers(
            frame,
            [
                "sequence", "sceneNumber", "chineseDescription", "jimengPrompt", "prompt", "negativePrompt", "shotType",
                "cameraMovement", "characters", "durationSeconds", "utterances", "source",
            ], optional: ["dialogue", "narration", "angle", "location", "sceneHeading"])
        #expect(frame["chineseDescription"]?.string?.isEmpty == false)
        #expect(frame["jimengPrompt"]?.string?.isEmpty == false)
        #expect(frame["prompt"]?.string?.isEmpty == false)
        #expect((frame["durationSeconds"]?.double ?? 0) > 0)
        for utterance in frame["utterances"]?.array ?? [] {
            #expect(["dialogue", "voiceover", "offscreen"].contains(utterance["kind"]?.string))
            #expect(utterance["text"]?.string?.isEmpty == false)
        }
        let start = try #require(frame["source"]?["start"]?.int)
        let end = try #require(frame["source"]?["end"]?.int)
        let bytes = Array(script.utf8)
        try #require(start >= 0 && start < end && end <= bytes.count)
        #expect(frame["source"]?["text"]?.string == String(decoding: bytes[start..<end], as: UTF8.self))
    }

    @Test(arguments: [
        #"{}"#, #"{"script":"  ","sceneCount":3}"#, #"{"script":"张三站在山顶。"}"#, #"{"sceneCount":3}"#,
    ])
    func `what is missing is named`(body: String) async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.send(
            "POST", "/api/intelligent-analyze-script", headers: ["Content-Type": "application/json"],
            body: Array(body.utf8))
        let error = try expectError(answer, 400, "INVALID_REQUEST")
        #expect(error["error"]?.string?.contains("缺少必要参数: script, sceneCount") == true)
        #expect(error["details"]?["field"] != nil)
    }

    @Test(arguments: [0, 501, -1])
    func `a scene count outside 1 to 500 is refused`(count: Int) async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(
            "/api/intelligent-analyze-script", ["script": .string(Self.script), "sceneCount": .int(count)])
        try expectError(answer, 400, "INVALID_REQUEST", text: "缺少必要参数: script, sceneCount")
    }

    @Test func `a named provider without a key is refused and its setting is named`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(
            "/api/intelligent-analyze-script",
            ["script": .string(Self.script), "sceneCount": 3, "provider": "deepseek"])
        let error = try expectError(answer, 503, "PROVIDER_NOT_CONFIGURED")
        #expect(error["error"]?.string?.hasPrefix("智能分析失败: ") == true)
        #expect(error["error"]?.string?.contains("DEEPSEEK_API_KEY") == true)
    }

    @Test func `steps and frames are streamed as they come`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(
            "/api/intelligent-analyze-script", ["script": .string(Self.script), "sceneCount": 3],
            headers: ["Accept": "text/event-stream"])
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"]?.hasPrefix("text/event-stream") == true)
        let names = answer.events.map(\.name)
        #expect(names.last == "done")
        #expect(names.contains("step"))
        let done = try #require(answer.events.last).json()
        let frames = names.filter { $0 == "frame" }.count
        let told = done["data"]?["storyboard_frames"]?.array?.count ?? done["storyboard_frames"]?.array?.count
        #expect(frames > 0)
        #expect(told == nil || told == frames)
    }
}
