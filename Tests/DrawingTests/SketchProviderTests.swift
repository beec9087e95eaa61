import ImageWorkerCore
import Lifecycle
import Models
import TestSupport
import Testing

@testable import SketchProvider

struct SketchProviderTests {
    /// The sketch submits nothing, so it must tell the journal nothing.
    private struct SilentJournal: AttemptJournal {
        func submitting() async throws(GenerationError) { Issue.record("a sketch submits nothing") }
        func notSubmitted(_ why: GenerationError) async { Issue.record("a sketch submits nothing") }
        func accepted(_ task: ProviderTaskID) async { Issue.record("a sketch submits nothing") }
        func polled(_ count: Int, state: String) { Issue.record("a sketch polls nothing") }
        func partial(_ index: Int, _ picture: Picture) { Issue.record("a sketch is drawn at once") }
    }

    private func order(
        _ prompt: String, frame: String? = nil, size: PictureSize? = PictureSize(width: 256, height: 256),
        seed: Int? = nil
    )
        -> PictureOrder
    {
        PictureOrder(prompt: prompt, frame: frame.map { Array($0.utf8) }, size: size, seed: seed)
    }

    private func draw(_ orders: PictureOrder...) async throws -> [Generated] {
        let threads = BlockingThreads(name: "sketch", count: 1)
        let provider = SketchProvider(threads: threads)
        var drawn: [Generated] = []
        for order in orders { drawn.append(try await provider.generate(order, SilentJournal())) }
        await threads.stop()
        return drawn
    }

    @Test func `every order becomes a PNG of the wanted size that costs nothing`() async throws {
        let drawn = try await draw(order("张三站在山顶", size: PictureSize(width: 320, height: 200)))
        #expect(drawn[0].costMicroUSD == 0)
        #expect((drawn[0].picture.width, drawn[0].picture.height) == (320, 200))
        #expect(drawn[0].picture.type == .png)
        let read = try PNGReader(drawn[0].picture.bytes)
        #expect((read.width, read.height) == (320, 200))
    }

    @Test func `the same order and seed give the same bytes, another seed gives others`() async throws {
        let drawn = try await draw(
            order("a man", seed: 1), order("a man", seed: 1), order("a man", seed: 2), order("a man", seed: -9))
        #expect(drawn[0].picture.bytes == drawn[1].picture.bytes)
        #expect(drawn[0].picture.bytes != drawn[2].picture.bytes)
        #expect(drawn[2].picture.bytes != drawn[3].picture.bytes)
    }

    @Test func `what the frame says is drawn`() {
        let frame = #"""
            {"sequence": 7, "sceneNumber": 2, "chineseDescription": "张三拔剑", "shotType": "close-up",
             "cameraMovement": "push in", "characters": ["张三", {"name": "李四", "age": 30}, 5], "dialogue": "来吧", "x": []}
            """#
        let brief = SketchBrief.brief(of: order("prompt", frame: frame), size: .square)
        #expect(brief.sequence == 7)
        #expect(brief.sceneNumber == 2)
        #expect(brief.description == "张三拔剑")
        #expect(brief.shotType == "close-up")
        #expect(brief.cameraMovement == "push in")
        #expect(brief.characters == ["张三", "李四"])
        #expect(brief.dialogue == "来吧")
    }

    @Test(arguments: [
        "{", "[]", "null", "7", #"{"sequence":"one","characters":{},"shotType":[1],"sceneNumber":1e99}"#, "",
    ])
    func `a frame of any shape is drawn from the prompt`(_ frame: String) async throws {
        let drawn = try await draw(order("Tom walks home", frame: frame), order("Tom walks home"))
        #expect(drawn[0].picture.bytes == drawn[1].picture.bytes)
    }

    @Test func `sizes that no sketch has are refused before drawing`() throws {
        let provider = SketchProvider(threads: BlockingThreads(name: "sketch", count: 1))
        for size in [PictureSize(width: 63, height: 512), PictureSize(width: 512, height: 5000)] {
            let error = #expect(throws: GenerationError.self) { try provider.check(order("x", size: size)) }
            #expect(error?.kind == .invalid(field: "size"))
            #expect(error?.billed == .no)
        }
        try provider.check(order("x", size: nil))
    }

    @Test func `it says that it is a sketch and how to get real pictures`() {
        let facts = SketchProvider(threads: BlockingThreads(name: "sketch", count: 1)).facts
        #expect(facts.id == .sketch)
        #expect(facts.isConfigured)
        for language in Language.allCases {
            let notice = facts.notice?(language) ?? ""
            #expect(notice.contains("VOLCENGINE_ACCESS_KEY_ID") && notice.contains("VOLCENGINE_SECRET_ACCESS_KEY"))
        }
    }

    @Test func `stopped threads are an orderly refusal`() async throws {
        let threads = BlockingThreads(name: "sketch", count: 1)
        await threads.stop()
        let provider = SketchProvider(threads: threads)
        let error = await #expect(throws: GenerationError.self) {
            try await provider.generate(order("x"), SilentJournal())
        }
        #expect(error?.kind == .shuttingDown)
        #expect(error?.billed == .no)
    }
}
