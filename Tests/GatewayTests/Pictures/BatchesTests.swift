import GatewayCore
import Lifecycle
import Locks
import Models
import TestSupport
import Testing

/// A worker that answers by the prompt: `ok`, `refuse`, or `busy N` for N refusals for rate before it serves.
private final class ScriptedPictures: PictureService {
    private struct State {
        var running = 0
        var mostRunning = 0
        var asked: [String: Int] = [:]
        var released = 0
    }

    private let state = Locked(State())
    private let time: any TimeSource

    init(time: any TimeSource = SystemTime()) { self.time = time }

    var mostRunning: Int { state.withLock { $0.mostRunning } }
    func asked(_ prompt: String) -> Int { state.withLock { $0.asked[prompt] ?? 0 } }

    func make(
        _ order: PictureOrder, for call: CallIdentity, heard: @Sendable (PictureNews) async throws -> Void
    ) async throws -> FinishedPicture {
        let turn = state.withLock { state in
            state.running += 1
            state.mostRunning = max(state.mostRunning, state.running)
            state.asked[order.prompt, default: 0] += 1
            return state.asked[order.prompt, default: 0]
        }
        defer { state.withLock { $0.running -= 1 } }
        await Task.yield()
        let task = SubmittedPicture(provider: "scripted", taskID: "scripted_\(call.requestID)", providerTaskID: nil)
        switch order.prompt.split(separator: " ").first {
        case "refuse": throw GatewayError.worker(Self.failure(.contentRejected))
        case "busy" where turn <= Int(order.prompt.split(separator: " ")[1]) ?? 0:
            throw GatewayError.worker(Self.failure(.rateLimited))
        case "hang":
            try await heard(.submitted(task))
            try await time.sleep(for: .seconds(3600))
        default: try await heard(.submitted(task))
        }
        return FinishedPicture(
            submitted: task, type: "image/png", byteCount: 3, sha256: "", worker: "w", path: "/p", notice: nil)
    }

    func stream(
        _ picture: FinishedPicture, for call: CallIdentity, to write: @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        try await write([1, 2, 3])
    }

    func release(_ picture: FinishedPicture, for call: CallIdentity) async { state.withLock { $0.released += 1 } }

    func models(for call: CallIdentity) async throws -> PictureModels { PictureModels([]) }

    private static func failure(_ code: ErrorCode) -> ErrorBody {
        ErrorBody(error: "no", errorCode: code, requestId: "r", timestamp: "t", details: .of { $0.retryAfter = 0 })
    }
}

struct BatchesTests {
    private let call = CallIdentity(requestID: "r1", language: .chinese)

    private func run(
        _ prompts: [String], by service: ScriptedPictures, concurrency: Int, stopAfter: Int? = nil
    ) async throws -> (BatchStats, [BatchResult]) {
        let items = prompts.enumerated().map {
            BatchOrder.Item(sequence: $0.offset + 1, picture: PictureOrder(prompt: $0.element))
        }
        let batches = Batches(
            pictures: Pictures(service: service, assets: MemoryAssetStore(), time: SystemTime()), time: SystemTime())
        let results = Locked<[BatchResult]>([])
        let order = BatchOrder(items: items, concurrency: concurrency, stopAfterFailures: stopAfter)
        let stats = try await batches.run(order, for: call) { result in results.withLock { $0.append(result) } }
        return (stats, results.withLock { $0 })
    }

    @Test func givesEachFrameOneResultAndNeverMoreSideBySideThanAsked() async throws {
        let service = ScriptedPictures()
        let (stats, results) = try await run((0..<40).map { "ok \($0)" }, by: service, concurrency: 5)
        #expect(stats == BatchStats(total: 40, success: 40))
        #expect(results.map(\.sequence).sorted() == Array(1...40))
        #expect(service.mostRunning <= 5)
        #expect(service.mostRunning > 1)
    }

    @Test func oneFrameThatFailsFailsNoOther() async throws {
        let (stats, results) = try await run(["ok", "refuse", "ok 2"], by: ScriptedPictures(), concurrency: 3)
        #expect(stats == BatchStats(total: 3, success: 2))
        #expect(results.first { !$0.isSuccess }?.sequence == 2)
    }

    @Test func asksAgainForAFrameThatWasRefusedForItsRate() async throws {
        let service = ScriptedPictures()
        let (stats, _) = try await run(["busy 3"], by: service, concurrency: 2)
        #expect(stats.success == 1)
        #expect(service.asked("busy 3") == 4)
    }

    @Test func startsNothingFurtherAfterSoManyFailures() async throws {
        let service = ScriptedPictures()
        let (stats, results) = try await run(["refuse", "ok a", "ok b"], by: service, concurrency: 1, stopAfter: 1)
        #expect(stats == BatchStats(total: 3, success: 0))
        #expect(results.count == 3)
        #expect(service.asked("ok a") == 0)
    }

    @Test func givesItemsTaskIdsOfTheirOwn() async throws {
        let (_, results) = try await run(["ok", "ok b", "ok c"], by: ScriptedPictures(), concurrency: 3)
        let ids = results.compactMap { try? $0.outcome.get().facts.submitted.taskID }
        #expect(Set(ids).count == 3)
    }

    @Test func aPictureThatIsCancelledAfterItsSubmitNamesItsTask() async throws {
        let time = ManualTime()
        let service = ScriptedPictures(time: time)
        let pictures = Pictures(service: service, assets: MemoryAssetStore(), time: time)
        let call = call
        let task = Task { try await pictures.make(PictureOrder(prompt: "hang"), for: call, limit: .seconds(60)) }
        // The limit's and, after the submit, the picture's own.
        await time.waitForSleepers(count: 2)
        time.advance(by: .seconds(60))
        let error = await #expect(throws: GatewayError.self) { try await task.value }
        #expect(error?.code == .generationTimeout)
        #expect(error?.details?.taskId == "scripted_r1")
        #expect(error?.mayHaveCharged == true)
    }
}
