import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import TestSupport
import Testing

@testable import OpenAIChatProvider
@testable import OpenRouterProvider

/// What chat answers mean for the attempt.
struct ChatDecisionTests {
    private static let openRouter = OpenRouterDecisions.decisions(
        secrets: [], droppable: OpenRouterWire.droppable.union(["temperature"]))
    private static let openAIChat = OpenAIChatDecisions.decisions(secrets: [])

    @Test func allRowsAreThere() throws {
        #expect(try DecisionVector.of("openrouter").count == 7)
        #expect(try DecisionVector.of("openai").count == 8)
    }

    @Test(arguments: try DecisionVector.of("openrouter"))
    func decidesOpenRouterAsTheTableSays(_ vector: DecisionVector) {
        #expect(OutcomeWord.of(Self.openRouter.submit(vector.answer)) == vector.expected)
    }

    @Test(arguments: try DecisionVector.of("openai"))
    func decidesWhatSpeaksLikeOpenAIAsTheTableSays(_ vector: DecisionVector) {
        let outcome =
            vector.transportFailure.map { TransportFailure.ofSubmit($0) } ?? Self.openAIChat.submit(vector.answer)
        #expect(OutcomeWord.of(outcome) == vector.expected)
    }

    @Test(arguments: [
        (200, #"{"error":{"code":504,"message":"x"}}"#, "unknown"),
        (200, #"{"error":{"code":408,"message":"x","metadata":{"error_type":"timeout"}}}"#, "unknown"),
        (200, #"{"choices":[{"error":{"code":502,"message":"x"},"finish_reason":"error"}]}"#, "later"),
        (200, #"{"error":{"code":"502","message":"a relay"}}"#, "later"),
        (200, #"{"error":{"code":429,"message":"x"}}"#, "later"),
        (200, #"{"error":"plain words"}"#, "fail"),
        (502, "<html>", "unknown"), (524, "", "unknown"), (504, "", "unknown"), (408, "", "unknown"),
        (503, #"{"error":{"code":503,"message":"no provider fits"}}"#, "later"), (404, "{}", "fail"),
        (400, #"{"error":{"code":400,"message":"bad"}}"#, "fail"),
        (
            400,
            #"{"error":{"code":400,"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"param\":\"seed\"}}"}}}"#,
            "drop_param_once"
        ),
        (
            400, #"{"error":{"code":400,"message":"Unsupported parameter: 'image_config.image_size' …"}}"#,
            "drop_param_once"
        ),
        (400, #"{"error":{"code":400,"message":"x","param":"messages"}}"#, "fail"),
        (200, "{", "unknown"), (200, "", "unknown"), (200, "[]", "unknown"),
    ])
    func anAnswerOutsideTheTableIsTakenCarefully(_ status: Int, _ body: String, _ expected: String) {
        #expect(OutcomeWord.of(Self.openRouter.submit(Self.answer(status, body))) == expected)
    }

    @Test func aModelThatExcusesItselfIsQuotedAndPaidAsItSays() throws {
        let body =
            #"{"id":"gen-1","choices":[{"finish_reason":"stop","message":{"content":"抱歉，我不能"}}],"usage":{"cost":0.001}}"#
        let error = try #require(Self.failure(Self.openRouter.submit(Self.answer(200, body))))
        #expect(error.kind == .provider)
        #expect(error.text?.chinese == "抱歉，我不能")
        #expect(error.billed == .yes)
        #expect(error.providerRequestID == "gen-1")
    }

    @Test func wordsBeforeAnErrorMayBeChargedByARelayAndAreNotByOpenRouter() throws {
        let stream = Self.streams["openrouter_error_midway"] ?? []
        guard case .later = Self.openRouter.submit(Self.answer(200, stream)) else {
            Issue.record("not later")
            return
        }
        let error = try #require(Self.failure(Self.openAIChat.submit(Self.answer(200, stream))))
        #expect(error.billed == .unknown)
        #expect(error.retry == .never)
    }

    @Test(arguments: ["openrouter_image_crlf", "openrouter_error_midway", "openai_chat_keepalive"])
    func aStreamMeansTheSameWhereverItIsCut(_ name: String) throws {
        let bytes = try #require(Self.streams[name])
        let whole = try Self.draft([bytes])
        #expect(whole.isComplete)
        for cut in bytes.indices {
            let draft = try Self.draft([Array(bytes[..<cut]), Array(bytes[cut...])])
            #expect(draft.id == whole.id)
            #expect(draft.costMicroUSD == whole.costMicroUSD)
            #expect(draft.error == whole.error)
            #expect(draft.words == whole.words)
            #expect((draft.picture != nil) == (whole.picture != nil))
        }
    }

    @Test func aStreamedPictureComesWithItsPriceAndID() throws {
        let draft = try Self.draft([Self.streams["openrouter_image_crlf"] ?? []])
        guard case .done(let finished) = Self.openRouter.submit(draft, Self.answer(200, "")),
            case .bytes(let bytes) = finished.source
        else {
            Issue.record("no picture")
            return
        }
        #expect(finished.costMicroUSD == 38700)
        #expect(finished.task == ProviderTaskID("gen-1"))
        #expect(PictureHeader.read(bytes)?.type == .png)
    }

    @Test func aStreamThatStopsWithoutItsEndIsUnknown() throws {
        let draft = try Self.draft([
            Array("data: {\"id\":\"gen-9\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n".utf8)
        ])
        #expect(OutcomeWord.of(Self.openRouter.submit(draft, Self.answer(200, ""))) == "unknown")
    }

    @Test(arguments: ["a b", "1\r\nX: 1", "ü", String(repeating: "1", count: 257), ""])
    func anIDThatNamesNothingIsNone(_ id: String) {
        let body: JSONValue = ["id": .string(id), "choices": [["message": ["images": ["https://a.invalid/1.png"]]]]]
        #expect(ChatDraft(body.bytes()).id == nil)
    }

    @Test(arguments: ["-1", "1e9", "\"x\"", "null", "{}"])
    func aPriceThatIsNoneIsNone(_ cost: String) {
        #expect(ChatDraft(Array(#"{"usage":{"cost":\#(cost)}}"#.utf8)).costMicroUSD == nil)
    }

    // MARK: - Parts

    private static let streams: [String: [UInt8]] = {
        let streams = (try? Fixture.json("sse_streams.json"))?["streams"]?.array ?? []
        return Dictionary(
            streams.map { ($0["name"]?.string ?? "", Array(($0["text"]?.string ?? "").utf8)) }, uniquingKeysWith: { $1 }
        )
    }()

    private static func draft(_ pieces: [[UInt8]]) throws -> ChatDraft {
        var (draft, parser) = (ChatDraft(), SSEParser())
        for piece in pieces {
            parser.append(piece)
            while let event = try parser.next() { _ = draft.take(event) }
        }
        return draft
    }

    private static func answer(_ status: Int, _ body: String) -> ProviderAnswer { answer(status, Array(body.utf8)) }

    private static func answer(_ status: Int, _ body: [UInt8]) -> ProviderAnswer {
        ProviderAnswer(status: status, fields: [:], body: body, unixSeconds: 0)
    }

    private static func failure(_ outcome: SubmitOutcome) -> GenerationError? {
        guard case .failed(let error, .never) = outcome else { return nil }
        return error
    }
}
