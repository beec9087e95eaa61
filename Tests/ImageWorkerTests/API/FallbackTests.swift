import HTTPClient
import ImageWorkerCore
import JSON
import Models
import TestSupport
import Testing

/// Who is asked after whom, with what, and what the answer says of it.
struct FallbackTests {
    private static let takes = ReferenceRule(most: 3, form: .bytes)
    private static let busy = GenerationError(
        .provider, billed: .no, text: LocalizedText(zh: "忙", en: "busy"), providerCode: "B")
    private static let picture: JSONValue = .string(
        "data:image/png;base64," + Base64.string(ScriptedPicture.png(bytes: 300)))

    private func withChain(
        _ providers: [StandIn], onRefusal: Bool = false,
        _ body: @escaping @Sendable (WorkerUnderTest) async throws -> Void
    ) async throws {
        let options = WorkerOptions.with {
            $0.others = providers
            $0.preferred = providers.map(\.facts.id)
            $0.fallbackOnRefusal = onRefusal
            $0.fetchAllowed = [AddressGuard.Host("127.0.0.1")].compactMap(\.self)
        }
        try await withWorker(JimengScript(), options, body)
    }

    @Test(arguments: ["application/json", "text/event-stream"])
    func theNextGetsTheSameReferencesAndOneThatTakesNoneIsPassedOver(_ form: String) async throws {
        let first = StandIn("first", references: Self.takes, fails: Self.busy)
        let (second, third) = (StandIn("second"), StandIn("third", references: Self.takes))
        try await withChain([first, second, third]) { worker in
            let order: JSONValue = [
                "prompt": "a", "referenceImages": [.string(worker.jimengURL + "/pictures/1"), Self.picture],
            ]
            let answer = try await worker.order(order, accept: form)
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            let facts = form == "application/json" ? try answer.json()["data"] : try answer.events.last?.json()
            #expect(facts?["provider"] == "third")
            let tried = try #require(facts?["tried"]?.array)
            #expect(tried.map { $0["provider"]?.string } == ["first", "second"])
            #expect(tried.map { $0["errorCode"]?.string } == ["PROVIDER_ERROR", "INVALID_REQUEST"])
            #expect(tried.last?["reason"]?.string?.contains("参考图") == true)
            #expect(second.orders.isEmpty)
            let marks = [first, third].map { $0.orders.first?.references.map(\.picture?.bytes) }
            #expect(marks[0] == marks[1])
            #expect(marks[0]?.count == 2)
        }
    }

    @Test func bytesNameWhoWasTriedInAField() async throws {
        try await withChain([StandIn("first", fails: Self.busy), StandIn("second")]) { worker in
            let answer = try await worker.order(["prompt": "a"], accept: "image/*")
            #expect(answer.headers["x-provider"] == "second")
            #expect(answer.headers["x-tried"] == "first PROVIDER_ERROR")
        }
    }

    @Test func wishesWithoutEffectAtTheOneThatServedAreNamedAlsoTheSecondTime() async throws {
        let first = StandIn("first", options: [.quality], fails: Self.busy)
        try await withChain([first, StandIn("second", options: [.seed, .steps])]) { worker in
            let order: JSONValue = [
                "prompt": "a", "attemptId": "w", "quality": "high", "steps": 4, "seed": 3, "background": "opaque",
                "model": "m",
            ]
            for _ in 0..<2 {
                let warnings = try await worker.order(order).json()["data"]?["warnings"]?.array ?? []
                #expect(warnings.map { $0.string?.prefix { $0.isASCII } } == ["quality", "background", "model"])
            }
            let bytes = try await worker.order(order, accept: "image/*")
            #expect(bytes.headers["x-warnings"] == "no_effect quality, no_effect background, no_effect model")
            let events = try await worker.order(order, accept: "text/event-stream")
            #expect(try events.events.last?.json()["warnings"]?.array?.count == 3)
            let plain = try await worker.order(["prompt": "a", "seed": 3], accept: "image/*")
            #expect(plain.headers["x-warnings"] == nil)
        }
    }

    @Test func whenNobodyServesTheFirstOnesFailureIsToldWithAllThatWereTried() async throws {
        let limited = GenerationError(.rateLimited, billed: .no, retry: .later(after: .seconds(7)))
        try await withChain([
            StandIn("a", fails: Self.busy), StandIn("b", fails: limited), StandIn("c", fails: Self.busy),
        ]) {
            worker in
            let answer = try await worker.order(["prompt": "a"])
            #expect(answer.status == 502)
            let details = try answer.json()["details"]
            #expect(details?["provider"] == "a")
            #expect(details?["tried"]?.array?.map { $0["provider"]?.string } == ["a", "b", "c"])
            #expect(details?["tried"]?[1]?["errorCode"] == "RATE_LIMITED")
        }
    }

    @Test(arguments: [
        GenerationError(.outcomeUnknown, billed: .unknown), GenerationError(.provider, billed: .yes),
        GenerationError(.refused, billed: .no), GenerationError(.timedOut, billed: .unknown),
    ])
    func afterAPossibleChargeOrARefusalNobodyElseIsAsked(_ failure: GenerationError) async throws {
        let (second, third) = (StandIn("second", fails: failure), StandIn("third"))
        try await withChain([StandIn("first", fails: Self.busy), second, third]) { worker in
            let answer = try await worker.order(["prompt": "a"])
            #expect(try answer.json()["details"]?["provider"] == "second", "\(answer.text)")
            #expect(try answer.json()["details"]?["tried"]?.array?.count == 1)
            #expect(third.orders.isEmpty)
        }
    }

    @Test func aRefusalGoesOnWhereTheSettingSaysSo() async throws {
        let second = StandIn("second")
        let refused = GenerationError(.refused, billed: .no)
        try await withChain([StandIn("first", fails: refused), second], onRefusal: true) { worker in
            let answer = try await worker.order(["prompt": "a"])
            #expect(try answer.json()["data"]?["tried"]?[0]?["errorCode"] == "CONTENT_REJECTED")
            #expect(second.orders.count == 1)
        }
    }

    @Test func anOrderThatTheFirstCannotTakeIsTheCallersFault() async throws {
        let second = StandIn("second", references: Self.takes)
        try await withChain([StandIn("first"), second]) { worker in
            let answer = try await worker.order(["prompt": "a", "referenceImages": [Self.picture]])
            #expect(answer.status == 400)
            #expect(second.orders.isEmpty)
        }
    }
}
