import GatewayAdapters
import GatewayCore
import HTTPClient
import HTTPServer
import Lifecycle
import Models
import TestSupport
import Testing

/// Which task an answer names when the picture does not come: what the worker's events have said so far.
@Suite(.timeLimit(.minutes(1)))
struct ChargedPictureTests {
    enum End: CaseIterable {
        case timeLimit, drain, broken

        var code: ErrorCode {
            switch self {
            case .timeLimit: .generationTimeout
            case .drain: .shuttingDown
            case .broken: .outcomeUnknown
            }
        }
    }

    private static let leaves = #"{"polls":0,"state":"submitting","provider":"openai","taskId":"openai_a1"}"#
    private static let turnedAway = #"{"polls":0,"state":"waiting"}"#
    private static let next = #"{"polls":0,"state":"submitting","provider":"ark","taskId":"ark_a1"}"#
    /// After a look the state is in the provider's word, which may be any.
    private static let look = #"{"polls":1,"state":"waiting"}"#

    private static let scripts: [([String], String?)] = [
        ([], nil), ([leaves], "openai_a1"), ([leaves, turnedAway], nil), ([leaves, turnedAway, next], "ark_a1"),
        ([leaves, look], "openai_a1"),
    ]

    @Test(arguments: scripts, End.allCases)
    func aTaskIsNamedFromTheMomentItsOrderLeaves(_ script: ([String], String?), _ end: End) async throws {
        let error = try #require(try await failure(script.0, end))
        #expect(error.code == end.code)
        #expect(error.details?.taskId == script.1)
        #expect(error.details?.provider == script.1?.split(separator: "_").first.map(String.init))
        if script.1 != nil { #expect(error.mayHaveCharged) }
        if script.1 == nil, end == .drain { #expect(!error.mayHaveCharged) }
    }

    private func failure(_ progress: [String], _ end: End) async throws -> GatewayError? {
        try await withLoop { loop in
            let server = HTTPServer(loop: loop, handler: Self.worker(progress, breaks: end == .broken))
            let url = "http://127.0.0.1:\(try server.bind())"
            let client = try HTTPClient(loop: loop)
            let outcome: Result<GatewayError?, any Error>
            do {
                let error = try await running([server], on: loop) { try await Self.error(at: url, client, end) }
                outcome = .success(error)
            } catch {
                outcome = .failure(error)
            }
            await client.shutdown()
            return try outcome.get()
        }
    }

    /// Tells that progress and then of a picture on the way, by which a test knows that all was read.
    private static func worker(_ progress: [String], breaks: Bool) -> Handler {
        var router = Router()
        router.post("/api/generate-image") { _, _ in
            .eventStream { writer in
                for data in progress { try await writer.send("progress", data: Array(data.utf8)) }
                try await writer.send("partial", data: Array(#"{"index":0,"type":"image/png","b64":"AA=="}"#.utf8))
                if !breaks { try await Latch().wait() }
            }
        }
        return router.handler
    }

    private static func error(at url: String, _ client: HTTPClient, _ end: End) async throws -> GatewayError? {
        let (time, read) = (ManualTime(), Latch())
        let service = WorkerPictureService(
            client: client, workers: WorkerDirectory(urls: [url]), token: nil, time: time, logger: .disabled)
        let pictures = Pictures(service: service, assets: MemoryAssetStore(), time: time)
        let call = CallIdentity(requestID: "r1", language: .english)
        let task = Task {
            try await pictures.make(PictureOrder(prompt: "a"), for: call, limit: .seconds(60)) { news in
                if case .partial = news { read.open() }
            }
        }
        try await read.wait()
        // The limit's; and that of the question what became of a broken connection.
        await time.waitForSleepers(count: end == .broken ? 2 : 1)
        switch end {
        case .timeLimit: time.advance(by: .seconds(60))
        case .drain: task.cancel()
        case .broken: time.advance(by: .seconds(1))
        }
        return await #expect(throws: GatewayError.self) { try await task.value }
    }
}
