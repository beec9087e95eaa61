import Models
import TestSupport
import Testing

@testable import GatewayCore

/// Storyboards by rule, on the sample scripts and on odd texts.
struct OfflineAnalyserTests {
    private func analyse(_ script: String, _ count: Int, framesPerScene: Int? = nil) async throws -> AnalysisResult {
        try await OfflineAnalyser().analyse(
            ScriptAnalysisRequest(script: script, sceneCount: count, framesPerScene: framesPerScene))
    }

    private func sample(_ name: String) throws -> String {
        String(decoding: try Fixture.bytes("Scripts/" + name), as: UTF8.self)
    }

    /// What holds for every result, whatever the text.
    private func expectSound(_ result: AnalysisResult, of script: String, _ place: SourceLocation = #_sourceLocation) {
        let bytes = Array(script.utf8)
        #expect(result.frames.map(\.sequence) == Array(1...max(1, result.frames.count)), sourceLocation: place)
        #expect(result.facts.frameCount == result.frames.count, sourceLocation: place)
        #expect(result.facts.sceneCount == result.facts.scenes.count, sourceLocation: place)
        #expect(result.facts.coverage == 1, sourceLocation: place)
        for frame in result.frames {
            let span = frame.source
            #expect(span.start >= 0 && span.start < span.end && span.end <= bytes.count, sourceLocation: place)
            #expect(Array(bytes[span.start..<span.end]) == Array(span.text.utf8), sourceLocation: place)
            #expect(frame.utterances.allSatisfy { span.text.contains($0.text) }, sourceLocation: place)
            #expect(!frame.chineseDescription.isEmpty && !frame.prompt.isEmpty, sourceLocation: place)
            #expect(frame.durationSeconds >= 1.5 && frame.durationSeconds <= 60, sourceLocation: place)
            #expect(ShotType(rawValue: frame.shotType) != nil, sourceLocation: place)
            #expect(CameraMovement(rawValue: frame.cameraMovement) != nil, sourceLocation: place)
        }
        for scene in 1...max(1, result.facts.sceneCount) {
            let count = result.frames.count { $0.sceneNumber == scene }
            #expect((1...6).contains(count), "scene \(scene)", sourceLocation: place)
        }
    }

    @Test func `the Chinese sample gives its scenes, people and lines`() async throws {
        let script = try sample("sample-zh.txt")
        let result = try await analyse(script, 4)
        expectSound(result, of: script)
        #expect(result.facts.title == "雨夜来信")
        #expect(
            result.facts.scenes.map(\.heading) == ["第一场 旧书店 内 夜", "第二场 旧书店阁楼 内 深夜", "第三场 海边悬崖 外 黎明", "第四场 灯塔 内 清晨"])
        #expect(Set(result.facts.characters.map(\.name)) == ["林晚", "陈默", "外婆"])
        #expect(result.facts.characters.first { $0.name == "林晚" }?.appearance.contains("灰色毛衣") == true)
        let lines = result.frames.flatMap(\.utterances)
        #expect(lines.contains(Utterance(kind: .offscreen, speaker: "外婆", text: "晚晚，等你读到这封信，去灯塔看一看。那里有我没来得及说的话。")))
        #expect(lines.contains(Utterance(kind: .voiceover, speaker: "", text: "有些信走了二十年，只为了在对的清晨抵达。")))
        #expect(lines.contains(Utterance(kind: .dialogue, speaker: "陈默", text: "小心脚下！")))
        #expect(result.frames.contains { $0.narration.hasPrefix("有些信") })
        #expect(result.warnings.isEmpty)
    }

    @Test func `the English sample is read as Fountain`() async throws {
        let script = try sample("sample-en.fountain")
        let result = try await analyse(script, 4)
        expectSound(result, of: script)
        #expect(result.facts.title == "The Clockmaker's Kite")
        #expect(result.facts.characters.map(\.name) == ["NORA", "ELIAS", "SAM"])
        #expect(result.facts.characters[0].appearance == "19, freckled, red scarf, ink on her fingers")
        let lines = result.frames.flatMap(\.utterances)
        #expect(
            lines.contains(
                Utterance(kind: .offscreen, speaker: "ELIAS", text: "Nobody has lived there for thirty years!")))
        #expect(lines.contains(Utterance(kind: .dialogue, speaker: "NORA", text: "Who would sew a clock into a kite?")))
        #expect(lines.contains { $0.kind == .voiceover && $0.speaker == "NORA" })
        #expect(!lines.contains { $0.text.contains("FADE OUT") })
    }

    @Test(arguments: ["sample-zh.txt", "sample-en.fountain"])
    func `the board is worth looking at`(name: String) async throws {
        let frames = try await analyse(try sample(name), 4).frames
        #expect(Set(frames.map(\.shotType)).count >= 6)
        #expect(Set(frames.map(\.cameraMovement)).count >= 5)
        for (one, next) in zip(frames, frames.dropFirst()) { #expect(one.shotType != next.shotType) }
        for scene in 1...4 {
            let first = try #require(frames.first { $0.sceneNumber == scene })
            #expect(["extreme-wide", "wide", "full", "medium-wide", "aerial"].contains(first.shotType))
        }
    }

    @Test(arguments: [1, 2, 3, 5, 7, 9, 12, 20])
    func `there are exactly as many scenes as asked for`(count: Int) async throws {
        for name in ["sample-zh.txt", "sample-en.fountain"] {
            let script = try sample(name)
            let result = try await analyse(script, count)
            #expect(result.facts.sceneCount == count)
            expectSound(result, of: script)
        }
    }

    @Test(arguments: 1...6)
    func `frames per scene are as many as asked for`(count: Int) async throws {
        let script = try sample("sample-zh.txt")
        let result = try await analyse(script, 4, framesPerScene: count)
        expectSound(result, of: script)
        for scene in 1...4 { #expect(result.frames.count { $0.sceneNumber == scene } == count) }
        let spoken = result.frames.flatMap(\.utterances).map(\.text).joined()
        #expect(spoken.contains("小心脚下！"))
        #expect(spoken.ranges(of: "小心脚下！").count == 1)
    }

    @Test func `headings of merged scenes are kept`() async throws {
        let result = try await analyse(try sample("sample-zh.txt"), 2)
        #expect(result.facts.scenes[0].heading == "第一场 旧书店 内 夜 / 第二场 旧书店阁楼 内 深夜")
    }

    @Test func `too few sentences are told, not hidden`() async throws {
        let result = try await analyse("他走了。她没有回头。", 5)
        #expect(result.facts.sceneCount == 2)
        #expect(result.warnings.count == 1)
        #expect(result.warnings[0].contains("2"))
    }

    @Test(arguments: [
        "猫", "😀😀😀\n👨‍👩‍👧‍👦", "甲：你好\n乙：你好呀！", "A", "“走吧。”", "……", "\u{FEFF}雨停了。\r\n\r\n天亮了。\r", "INT. CAFE - DAY", "第一场",
        "《无题》", "人物：甲、乙", "/* only a comment */", "[[note]]", "===", "= synopsis", ">", "！！！", "“没有结尾的引号，他一直说，一直说。",
        "A:\nB:\nC:", "第1场 山顶 日 外\n第2场 山下 夜 内", "　　\u{3000}他来了。　　", "INT. A - DAY\n\nBOB\n\nHi.", "@雨\n你好",
        "a\u{0}b\u{1}c", "مرحبا بالعالم. كيف حالك؟", "彼は言った。「行こう。」",
    ])
    func `odd texts give a sound storyboard`(script: String) async throws {
        let result = try await analyse(script, 2)
        #expect(!result.frames.isEmpty)
        expectSound(result, of: script)
    }

    @Test func `speakers in prose are found`() async throws {
        let script = """
            第一章 雪夜

            沈青梧推开客栈的木门。“客官，打尖还是住店？”小二迎上来问。
            沈青梧摘下斗笠，低声道：“住店。”
            角落里，陆寒江放下酒杯。“好剑。”陆寒江说，“可惜，人太年轻。”
            “你认得这把剑？”
            “它的主人救过我一命。”
            """
        let result = try await analyse(script, 2)
        let lines = result.frames.flatMap(\.utterances)
        #expect(
            lines.map(\.speaker) == ["小二", "沈青梧", "陆寒江", "陆寒江", "沈青梧", "陆寒江"],
            "\(lines)")
        #expect(lines.map(\.text).contains("它的主人救过我一命。"))
    }

    @Test func `people that the client gives go first`() async throws {
        let request = ScriptAnalysisRequest(
            script: try sample("sample-zh.txt"), sceneCount: 4,
            characters: [.init(name: "林晚", appearance: "长发", anchorPrompt: "长发女子林晚")])
        let result = try await OfflineAnalyser().analyse(request)
        #expect(result.facts.characters[0] == AnalysedCharacter(name: "林晚", appearance: "长发", anchorPrompt: "长发女子林晚"))
        #expect(result.frames.contains { $0.jimengPrompt.contains("长发女子林晚") })
        #expect(result.frames[0].prompt.contains("drama genre") && result.frames[0].jimengPrompt.contains("剧情题材"))
    }

    /// Debug builds are many times slower than what runs; the limit leaves room for a busy machine.
    @Test(.timeLimit(.minutes(3)), arguments: ["prose", "one line", "headings", "quotes", "cues", "no marks"])
    func `half a megabyte is read in time`(kind: String) async throws {
        let piece = "沈青梧推开客栈的木门，寒风扑面而来。“客官，住店吗？”小二问。沈青梧说：“住。”"
        let script =
            switch kind {
            case "prose": String(repeating: piece + "\n\n", count: 4_000)
            case "one line": String(repeating: piece, count: 4_000)
            case "headings": String(repeating: "INT. A - DAY\n\nHe runs.\n\n", count: 22_000)
            case "quotes": String(repeating: "“", count: 170_000)
            case "cues": String(repeating: "甲：好\n", count: 40_000)
            default: String(repeating: "山", count: 170_000)
            }
        let clock = ContinuousClock()
        let begin = clock.now
        let result = try await analyse(script, 40)
        #expect(clock.now - begin < .seconds(60))
        #expect(result.facts.coverage == 1)
        #expect(kind == "quotes" || kind == "no marks" || result.facts.sceneCount == 40)
    }

    @Test func `steps and frames are reported in order`() async throws {
        let heard = LockedList<AnalysisEvent>()
        let result = try await OfflineAnalyser().analyse(
            ScriptAnalysisRequest(script: "他走了。她没有回头。", sceneCount: 2)
        ) { heard.append($0) }
        let events = heard.all
        #expect(events.first == .started(.segmentation))
        #expect(events.suffix(result.frames.count) == result.frames.map { .frame($0) })
    }
}
