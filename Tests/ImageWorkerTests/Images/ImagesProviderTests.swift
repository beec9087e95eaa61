import ArkProvider
import HTTPClient
import ImageWorkerCore
import JSON
import Lifecycle
import Locks
import OpenAIProvider
import ProviderKit
import Settings
import TestSupport
import Testing

/// OpenAI and Ark over real sockets, against servers that send exactly what a test says.
@Suite(.timeLimit(.minutes(1)))
struct ImagesProviderTests {
    private static let picture = ScriptedPicture.png(bytes: 3000)
    private static let sketch = ScriptedPicture.png(bytes: 300)

    @Test func picturesOnTheWayAreToldAndTheCompletedOneIsThePicture() async throws {
        let events = Self.partial(0) + Self.partial(1) + Self.completed("image_generation")
        let (result, notes, requests) = try await generate(answers: [Self.stream(events)]) {
            $0.options.partialImages = 2
        }
        #expect(try result.get().picture.bytes == Self.picture)
        #expect(notes == ["submitting", "partial 0", "partial 1"])
        #expect(requests.count == 1)
        #expect(requests[0].contains(#""partial_images":2,"stream":true"#))
    }

    @Test func aStreamThatBreaksAfterAPartialPictureIsUnknownAndNotSentAgain() async throws {
        let broken = Self.stream(Self.partial(0), length: 1 << 20)
        let (result, notes, requests) = try await generate(answers: [broken], endsAfterPartial: true) {
            $0.options.partialImages = 2
        }
        let error = #expect(throws: GenerationError.self) { try result.get() }
        #expect(error?.kind == .outcomeUnknown)
        #expect(notes == ["submitting", "partial 0"])
        #expect(requests.count == 1)
    }

    @Test func aStreamThatEndsWithoutItsPictureIsUnknown() async throws {
        let (result, _, requests) = try await generate(answers: [Self.stream(Self.partial(0))]) {
            $0.options.partialImages = 1
        }
        let error = #expect(throws: GenerationError.self) { try result.get() }
        #expect(error?.kind == .outcomeUnknown)
        #expect(requests.count == 1)
    }

    @Test func aPictureThatIsCompleteIsNotKeptWaitingForTheStreamsEnd() async throws {
        let answer = Self.stream(Self.completed("image_edit"), length: 1 << 20)
        let (result, _, _) = try await generate(answers: [answer], endsAfterPartial: true) {
            $0.options.partialImages = 1
            $0.references = [Self.reference]
        }
        #expect(try result.get().picture.bytes == Self.picture)
    }

    @Test func aParameterThatTheServiceDislikesIsLeftOutOnce() async throws {
        let (result, notes, requests) = try await generate(answers: [Self.dislikes("quality"), Self.whole]) {
            $0.options.quality = "xhigh"
            $0.options.background = "auto"
        }
        #expect(try result.get().picture.bytes == Self.picture)
        #expect(notes == ["submitting", "notSubmitted", "submitting"])
        #expect(requests.map { $0.contains(#""quality""#) } == [true, false])
        #expect(requests[1].contains(#""background":"auto""#))
        #expect(try result.get().warnings == [.noEffect(field: "quality")])
    }

    /// An edit is not moderated by wish, and a new picture is true to no other.
    @Test func aWishThatIsNotSentIsSaidToHaveNoEffect() async throws {
        try await withTools { tools in
            let facts = Self.openAISettings("http://127.0.0.1:1").provider(tools).facts
            var order = PictureOrder(prompt: "x")
            (order.options.moderation, order.options.inputFidelity) = ("low", "high")
            #expect(facts.warnings(of: order) == [.noEffect(field: "inputFidelity")])
            order.references = [Self.reference]
            #expect(facts.warnings(of: order) == [.noEffect(field: "moderation")])
        }
    }

    @Test func aSecondDislikeIsTheEnd() async throws {
        let answers = [Self.dislikes("quality"), Self.dislikes("background"), Self.whole]
        let (result, _, requests) = try await generate(answers: answers) {
            $0.options.quality = "xhigh"
            $0.options.background = "auto"
        }
        let error = #expect(throws: GenerationError.self) { try result.get() }
        #expect(error?.kind == .provider)
        #expect(error?.billed == .no)
        #expect(requests.count == 2)
    }

    @Test func referencesArriveAsAForm() async throws {
        let (result, _, requests) = try await generate(answers: [Self.whole]) {
            $0.references = [Self.reference, Self.reference]
            $0.mask = PictureHeader.read(Self.sketch)
        }
        #expect(try result.get().picture.bytes == Self.picture)
        #expect(requests[0].hasPrefix("POST /v1/images/edits HTTP/1.1\r\n"))
        #expect(requests[0].contains(#"name="image[]"; filename="image-2.png""#))
        #expect(requests[0].contains(#"name="mask"; filename="mask.png""#))
    }

    @Test func anAnswerThatIsTooLargeIsUnknown() async throws {
        let (result, _, requests) = try await generate(answers: [Self.head("application/json", length: 91 << 20)])
        let error = #expect(throws: GenerationError.self) { try result.get() }
        #expect(error?.kind == .outcomeUnknown)
        #expect(requests.count == 1)
    }

    @Test func aPictureOfMegabytesInAnEventComesThrough() async throws {
        let large = ScriptedPicture.png(bytes: 2 << 20)
        let events = Self.event("image_generation.completed", large, "")
        let (result, _, _) = try await generate(answers: [Self.stream(events)]) { $0.options.partialImages = 1 }
        #expect(try result.get().picture.bytes == large)
    }

    /// Nobody asked Ark for a stream or for a group; one that comes all the same is read.
    @Test func arkMayAnswerWithAStreamInWhichAnItemFailed() async throws {
        let failed = #"{"image_index":0,"error":{"code":"OutputImageSensitiveContentDetected","message":"x"}}"#
        let events =
            "event: image_generation.partial_failed\ndata: \(failed)\n\n"
            + Self.event("image_generation.partial_succeeded", Self.picture, #","image_index":1"#)
            + "event: image_generation.completed\ndata: {\"usage\":{\"generated_images\":1}}\n\ndata: [DONE]\n\n"
        let (result, _, requests) = try await generate(answers: [Self.stream(events)], of: .ark)
        #expect(try result.get().picture.bytes == Self.picture)
        #expect(requests[0].contains(#""watermark":false"#))
    }

    @Test func anOutputThatArkRefusesIsDrawnAgainAsOftenAsAllowed() async throws {
        let refused = Self.json(
            400, #"{"error":{"code":"OutputImageSensitiveContentDetected","message":"x. Request id: 021"}}"#)
        let (result, notes, requests) = try await generate(
            answers: [refused, Self.whole], resubmits: 1, of: .ark)
        #expect(try result.get().picture.bytes == Self.picture)
        #expect(requests.count == 2)
        #expect(notes == ["submitting", "notSubmitted", "submitting"])
        let (once, _, one) = try await generate(answers: [refused, Self.whole], of: .ark)
        #expect(throws: GenerationError.self) { try once.get() }
        #expect(one.count == 1)
    }

    @Test func aServiceThatIsDownIsUnhealthyAndOneThatRefusesOurCallIsNot() async throws {
        let server = try RawServer { $0.answerAll("no") }
        let url = server.url
        try await withTools { tools in
            #expect(await Self.openAISettings(url).provider(tools).health() == .healthy)
            #expect(await Self.openAISettings("http://127.0.0.1:1").provider(tools).health() != .healthy)
            #expect(await OpenAISettings(key: nil).provider(tools).health() == .disabled)
        }
        #expect(server.requests.allSatisfy { $0.hasPrefix("GET /v1/models ") && !$0.contains("sk-test") })
        #expect(server.requests.count == 1)
    }

    @Test func withoutAKeyNothingIsSent() async throws {
        try await withTools { tools in
            let provider = ArkSettings(key: nil).provider(tools)
            let error = await #expect(throws: GenerationError.self) {
                try await provider.generate(PictureOrder(prompt: "x"), JournalNotes())
            }
            #expect(error?.kind == .notConfigured(settings: ["ARK_API_KEY"]))
        }
    }

    // MARK: - Parts

    private static let reference = ReferenceImage(
        .picture(Picture(bytes: sketch, type: .png, width: 10, height: 10)))

    private static func openAISettings(_ url: String) -> OpenAISettings {
        OpenAISettings(key: Secret("sk-test"), baseURL: url, model: "m", limit: .seconds(20))
    }

    /// Which of the two is asked.
    private enum Service {
        case openAI, ark

        func provider(_ url: String, _ tools: ProviderTools) -> any ImageProvider {
            switch self {
            case .openAI: ImagesProviderTests.openAISettings(url).provider(tools)
            case .ark: ArkSettings(key: Secret("sk-test"), baseURL: url, limit: .seconds(20)).provider(tools)
            }
        }
    }

    /// Orders one picture of a server that gives those answers one after the other, each on a connection of its own,
    /// which it ends at once, or not before an unfinished picture was heard.
    private func generate(
        answers: [String], resubmits: Int = 0, endsAfterPartial: Bool = false,
        of service: Service = .openAI,
        _ change: @escaping @Sendable (inout PictureOrder) -> Void = { _ in }
    ) async throws -> (Result<Generated, GenerationError>, notes: [String], requests: [String]) {
        let left = Locked(answers)
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(left.withLock { $0.isEmpty ? "" : $0.removeFirst() })
            if endsAfterPartial { connection.waitForRelease() }
        }
        let (url, notes) = (server.url, JournalNotes { server.release(1) })
        let result = try await withTools(resubmits: resubmits) { tools in
            var order = PictureOrder(prompt: "x")
            change(&order)
            do throws(GenerationError) {
                return Result<Generated, GenerationError>.success(
                    try await service.provider(url, tools).generate(order, notes))
            } catch {
                return .failure(error)
            }
        }
        return (result, notes.all, server.requests)
    }

    private func withTools<Value: Sendable>(
        resubmits: Int = 0, _ body: @escaping @Sendable (ProviderTools) async throws -> Value
    ) async throws -> Value {
        try await withLoop { loop in
            let client = try HTTPClient(loop: loop)
            let threads = BlockingThreads(name: "drawing", count: 1)
            let tools = ProviderTools(
                client: client, time: SystemTime(), refusalResubmits: resubmits, threads: threads)
            let outcome: Result<Value, any Error>
            do {
                outcome = .success(try await body(tools))
            } catch {
                outcome = .failure(error)
            }
            await client.shutdown()
            await threads.stop()
            return try outcome.get()
        }
    }

    private static func head(_ type: String, status: Int = 200, length: Int) -> String {
        "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n"
    }

    private static func json(_ status: Int, _ body: String) -> String {
        head("application/json", status: status, length: body.utf8.count) + body
    }

    private static func stream(_ events: String, length: Int? = nil) -> String {
        head("text/event-stream; charset=utf-8", length: length ?? events.utf8.count) + events
    }

    private static let whole = json(200, #"{"data":[{"b64_json":"\#(Base64.string(picture))"}]}"#)

    private static func dislikes(_ parameter: String) -> String {
        json(
            400,
            #"{"error":{"message":"Unknown parameter: '\#(parameter)'.","type":"invalid_request_error","param":"\#(parameter)","code":"unknown_parameter"}}"#
        )
    }

    private static func event(_ type: String, _ picture: [UInt8], _ more: String) -> String {
        "event: \(type)\ndata: {\"type\":\"\(type)\",\"b64_json\":\"\(Base64.string(picture))\"\(more)}\n\n"
    }

    private static func partial(_ index: Int) -> String {
        event("image_generation.partial_image", sketch, #","partial_image_index":\#(index)"#)
    }

    private static func completed(_ kind: String) -> String { event(kind + ".completed", picture, "") }
}

/// Writes down the order of events.
private final class JournalNotes: AttemptJournal {
    private let entries = Locked<[String]>([])
    private let onPartial: @Sendable () -> Void

    init(onPartial: @escaping @Sendable () -> Void = {}) { self.onPartial = onPartial }

    var all: [String] { entries.withLock { $0 } }

    func submitting() async throws(GenerationError) { note("submitting") }
    func notSubmitted(_ why: GenerationError) async { note("notSubmitted") }
    func accepted(_ task: ProviderTaskID) async { note("accepted \(task)") }
    func polled(_ count: Int, state: String) { note("polled \(count)") }

    func partial(_ index: Int, _ picture: Picture) {
        note("partial \(index)")
        onPartial()
    }

    private func note(_ text: String) { entries.withLock { $0.append(text) } }
}
