import JSON
import Models
import TestSupport
import Testing

@testable import GatewayAdapters
@testable import GatewayCore

/// Whole analyses against the scripted model.
@Suite(.timeLimit(.minutes(3)))
struct ModelAnalyserTests {
    private static func sample() throws -> String {
        String(decoding: try Fixture.bytes("Scripts/sample-zh.txt"), as: UTF8.self)
    }

    private func analyse(
        faults: [Int: ScriptedLLM.Fault] = [:], scenes: Int = 4, framesPerScene: Int? = 4,
        _ check: @escaping @Sendable (AnalysisResult, ScriptedLLM) throws -> Void
    ) async throws {
        try await withModel(faults: faults) { test in
            let request = ScriptAnalysisRequest(
                script: try Self.sample(), sceneCount: scenes, style: "水墨", framesPerScene: framesPerScene)
            let result = try await ModelAnalyser(model: test.deepseek()).analyse(request)
            #expect(result.frames.map(\.sequence) == Array(1...result.frames.count))
            #expect(result.facts.sceneCount == scenes)
            #expect(result.facts.coverage == 1)
            try check(result, test.llm)
        }
    }

    private func failure(
        _ faults: [Int: ScriptedLLM.Fault], limits: ModelLimits = ModelUnderTest.limits
    ) async throws -> AnalysisError? {
        let failed = LockedList<AnalysisError>()
        try await withModel(faults: faults) { test in
            let request = ScriptAnalysisRequest(script: try Self.sample(), sceneCount: 4, framesPerScene: 4)
            do {
                _ = try await ModelAnalyser(model: test.deepseek(limits)).analyse(request)
            } catch let error as AnalysisError {
                failed.append(error)
            }
        }
        return failed.all.first
    }

    @Test func `three questions make a storyboard`() async throws {
        try await analyse { result, llm in
            #expect(llm.calls.count == 3)
            #expect(result.warnings.isEmpty)
            #expect(result.facts.provider == "deepseek")
            #expect(result.facts.model == "deepseek-flash")
            #expect(result.facts.usage == AnalysisUsage(promptTokens: 300, completionTokens: 150))
            #expect(result.facts.genre == "悬疑")
            #expect(result.facts.title == "雨夜来信")
            #expect(result.facts.scenes.map(\.summary) == (1...4).map { "第\($0)场概要" })
            let first = result.frames[0]
            #expect(first.prompt == "english prompt 1")
            #expect(first.jimengPrompt == "即梦提示词1")
            #expect(first.negativePrompt == "watermark")
            #expect(first.shotType == "wide")
            #expect(first.cameraMovement == "push-in")
            #expect(first.chineseDescription.hasPrefix("画面：△雨点敲打着橱窗"))
        }
    }

    @Test func `every spoken line is the author's own`() async throws {
        try await analyse { result, _ in
            let told = result.frames.flatMap(\.utterances)
            let document = ScriptDocument(try Self.sample())
            let own = document.units.flatMap(\.spoken).map { document.source.text($0.range) }
            #expect(told.map(\.text).joined() == own.joined())
            #expect(told.contains(Utterance(kind: .dialogue, speaker: "陈默", text: "小心脚下！")))
            for frame in result.frames {
                #expect(frame.utterances.allSatisfy { frame.source.text.contains($0.text) })
            }
        }
    }

    @Test(arguments: [1, 2, 3, 6, 9])
    func `the scenes are as many as asked for`(count: Int) async throws {
        try await analyse(scenes: count) { result, _ in
            #expect(Set(result.frames.map(\.sceneNumber)) == Set(1...count))
        }
    }

    @Test(arguments: [1, 3, 6])
    func `frames per scene are kept to`(count: Int) async throws {
        try await analyse(framesPerScene: count) { result, _ in
            for scene in 1...4 { #expect(result.frames.count { $0.sceneNumber == scene } == count) }
        }
    }

    @Test func `an answer cut off is asked for again, for what is missing only`() async throws {
        try await analyse(faults: [1: .cutOff(900)]) { result, llm in
            #expect(llm.calls.count == 4)
            #expect(result.warnings.isEmpty)
            let again = llm.calls[2].prompt
            #expect(!again.contains("场景1 ") && again.contains("场景4 "))
        }
    }

    @Test func `prompts that never come are written by rule and told`() async throws {
        let nothing = ScriptedLLM.Fault.text("对不起")
        try await analyse(faults: [2: nothing, 3: nothing, 4: nothing]) { result, llm in
            #expect(llm.calls.count == 5)
            #expect(result.warnings.count == 1)
            #expect(result.frames.allSatisfy { !$0.prompt.isEmpty && $0.jimengPrompt.contains("水墨") })
        }
    }

    @Test func `scenes and frames that never come are made by rule and told`() async throws {
        let nothing = ScriptedLLM.Fault.text("{}")
        try await analyse(faults: [0: nothing, 1: nothing, 2: nothing, 3: nothing, 4: nothing]) { result, _ in
            #expect(result.warnings.count == 2)
            #expect(result.facts.scenes[0].heading == "第一场 旧书店 内 夜")
        }
    }

    @Test func `the script stands in the question as numbered data`() async throws {
        try await analyse { _, llm in
            let prompt = llm.calls[0].prompt
            #expect(prompt.contains("<script>\n# 第一场 旧书店 内 夜\n[1] △雨点"))
            #expect(prompt.contains("切分为 4 个场景"))
            #expect(prompt.contains("风格：水墨"))
        }
    }

    @Test func `a timeout names its step and its limit`() async throws {
        let limits = ModelLimits(step: .seconds(1), call: .seconds(60), backoff: ModelUnderTest.limits.backoff)
        let error = try #require(try await failure([0: .silence], limits: limits))
        #expect(error.code == .upstreamTimeout)
        #expect(error.chinese == "智能分析失败: 第1步: 故事切分失败: 请求超时（1秒）")
        #expect(AnalysisError.timedOut(.segmentation, seconds: 60).chinese == "智能分析失败: 第1步: 故事切分失败: 请求超时（60秒）")
    }

    @Test func `an HTTP error names its step and its status`() async throws {
        let busy = ScriptedLLM.Fault.status(429)
        let error = try #require(try await failure([1: busy, 2: busy, 3: busy]))
        #expect(error.code == .providerError)
        #expect(error.chinese == "智能分析失败: 第2步: 关键帧提取失败: HTTP 429")
        #expect(error.english == "Script analysis failed: step 2, keyframe extraction: HTTP 429")
        #expect(error.gatewayError.details?.step == 2)
        #expect(error.gatewayError.details?.provider == "deepseek")
    }

    @Test func `a blank answer is asked for once more, then it is a failure`() async throws {
        try await analyse(faults: [2: .blank]) { result, llm in
            #expect(llm.calls.count == 4)
            #expect(result.warnings.isEmpty)
        }
        let error = try #require(try await failure([2: .blank, 3: .blank]))
        #expect(error.chinese == "智能分析失败: 第3步: 提示词生成失败: 模型返回了空内容")
    }

    @Test func `an analyst without a key is never replaced in silence`() async throws {
        let analysis = ScriptAnalysis(models: [])
        #expect(analysis.usual == .offline)
        for name in [AnalystName.deepseek, .claude, .openai] {
            let error = #expect(throws: AnalysisError.self) { try analysis.analyser(name) }
            #expect(error?.code == .providerNotConfigured)
            #expect(error?.gatewayError.details?.missing == name.settings)
        }
        #expect(
            AnalysisError.notConfigured(.deepseek, missing: ["DEEPSEEK_API_KEY"]).chinese
                == "智能分析失败: 未配置DEEPSEEK_API_KEY")
    }
}
