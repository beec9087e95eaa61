import ImageWorkerCore
import Lifecycle
import Locks
import ProviderKit
import TestSupport
import Testing

/// The gate around a provider, with time in the test's hand.
@Suite(.timeLimit(.minutes(2)))
struct ProviderGateTests {
    /// Answers each submit as it is told, in order, the last for all further ones; notes when it was asked.
    private final class Provider: PictureSubmitting {
        let time: ManualTime
        let start: ContinuousClock.Instant
        private let answers: Locked<[SubmitOutcome]>
        let asked = Locked<[Double]>([])

        init(_ answers: [SubmitOutcome], _ time: ManualTime) {
            self.answers = Locked(answers)
            self.time = time
            start = time.now
        }

        func submit(_ order: PictureOrder, _ turn: SubmitTurn) async -> SubmitOutcome {
            asked.withLock { $0.append(start.duration(to: time.now) / .seconds(1)) }
            return answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }

        func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture {
            Picture(bytes: [7], type: .png, width: 1, height: 1)
        }
    }

    /// A provider whose one answer carries the picture.
    private struct OneCall: ImageProvider {
        let facts = ProviderFacts(id: ProviderID("one-call"))
        let pictures: Provider

        func generate(_ order: PictureOrder, _ journal: any AttemptJournal) async throws(GenerationError) -> Generated {
            let backoff = Backoff(base: .seconds(1), cap: .seconds(1), maxRetries: 2, jitter: .none)
            return try await TaskDriver(
                oneCall: pictures, patience: TaskPatience(backoff: backoff), time: pictures.time
            ).generate(order, journal)
        }
    }

    /// Ends waits when it is told to; remembers whether one was told of.
    private final class Journal: AttemptJournal {
        let stop = Locked<(@Sendable (GenerationError) -> Void)?>(nil)
        let submits = Locked(0)

        func submitting() async throws(GenerationError) { submits.withLock { $0 += 1 } }
        func notSubmitted(_ why: GenerationError) async {}
        func accepted(_ task: ProviderTaskID) async {}
        func polled(_ count: Int, state: String) {}
        func partial(_ index: Int, _ picture: Picture) {}
        func waits(_ stop: @escaping @Sendable (GenerationError) -> Void) throws(GenerationError) {
            self.stop.withLock { $0 = stop }
        }
        func waited() { stop.withLock { $0 = nil } }

        func end(_ kind: GenerationError.Kind) {
            stop.withLock { $0 }?(GenerationError(kind, billed: .no))
        }
    }

    private static let picture = SubmitOutcome.done(FinishedPicture(.bytes([])))
    private static func limit(_ told: Duration?) -> SubmitOutcome {
        .later(GenerationError(.rateLimited, billed: .no, retry: .later(after: told)))
    }

    private func gated(_ answers: [SubmitOutcome], _ limits: GateLimits, _ time: ManualTime) -> (
        GatedProvider, Provider
    ) {
        let provider = Provider(answers, time)
        let gate = ProviderGate(of: ProviderID("one-call"), limits, time: time)
        return (GatedProvider(OneCall(pictures: provider), gate), provider)
    }

    private static func kind(
        _ provider: GatedProvider, _ journal: any AttemptJournal = Journal()
    ) async -> GenerationError.Kind? {
        do throws(GenerationError) {
            _ = try await provider.generate(PictureOrder(prompt: "a"), journal)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test func aRetryAfterOfSevenSecondsIsObeyedByAll() async throws {
        let time = ManualTime()
        let (provider, asked) = gated([Self.limit(.seconds(7)), Self.picture], GateLimits(), time)
        try await withThrowingTaskGroup(of: GenerationError.Kind?.self) { group in
            group.addTask { await Self.kind(provider) }
            // The first waits for its own retry.
            await time.waitForSleepers(count: 1)
            for _ in 0..<30 { group.addTask { await Self.kind(provider) } }
            try await eventually("all in the line") { provider.gate.waiting == 30 }
            #expect(provider.gate.coolDownLeft == .seconds(7))
            await time.waitForSleepers(count: 2)
            time.advance(by: .seconds(6.9))
            #expect(asked.asked.withLock { $0 } == [0])
            time.advance(by: .seconds(0.1))
            for try await kind in group { #expect(kind == nil) }
        }
        #expect(asked.asked.withLock { $0.count } == 32)
        #expect(asked.asked.withLock { $0.dropFirst().allSatisfy { $0 >= 7 } })
        #expect(provider.gate.counts.retries == 1)
        #expect(provider.gate.counts.limited == 1)
        #expect((provider.gate.inFlight, provider.gate.waiting) == (0, 0))
    }

    @Test func twoGatesKnowNothingOfEachOther() async throws {
        let time = ManualTime()
        let (stopped, _) = gated([Self.limit(.seconds(600))], GateLimits(concurrency: 1), time)
        let (other, _) = gated([Self.picture], GateLimits(concurrency: 1), time)
        #expect(await Self.kind(stopped) == .rateLimited)
        #expect(stopped.gate.coolDownLeft == .seconds(600))
        #expect(await Self.kind(other) == nil)
        #expect(other.gate.coolDownLeft == .zero)
    }

    @Test func aLongPauseIsToldAtOnceWithWhatIsLeft() async throws {
        let time = ManualTime()
        let (provider, asked) = gated([Self.limit(.seconds(600))], GateLimits(), time)
        #expect(await Self.kind(provider) == .rateLimited)
        time.advance(by: .seconds(100))
        do {
            _ = try await provider.generate(PictureOrder(prompt: "a"), Journal())
            Issue.record("a picture")
        } catch {
            #expect(error.retry == .later(after: .seconds(500)))
            #expect(error.billed == .no)
        }
        #expect(asked.asked.withLock { $0.count } == 1)
        #expect(provider.gate.counts.turnedDown == 1)
    }

    @Test(arguments: [GenerationError.Kind.cancelled, .shuttingDown])
    func aWaitThatIsEndedSubmitsNothing(_ kind: GenerationError.Kind) async throws {
        let time = ManualTime()
        let (provider, asked) = gated([Self.picture], GateLimits(perMinute: 1), time)
        #expect(await Self.kind(provider) == nil)
        let (journal, next) = (Journal(), Journal())
        async let ended = Self.kind(provider, journal)
        try await eventually("a wait") { provider.gate.waiting == 1 && journal.stop.withLock { $0 != nil } }
        async let served = Self.kind(provider, next)
        try await eventually("two waits") { provider.gate.waiting == 2 }
        journal.end(kind)
        #expect(await ended == kind)
        #expect(journal.submits.withLock { $0 } == 0)
        #expect(journal.stop.withLock { $0 == nil })
        #expect(provider.gate.waiting == 1)
        await time.waitForSleepers(count: 1)
        time.advance(by: .seconds(60))
        #expect(await served == nil)
        #expect(asked.asked.withLock { $0 } == [0, 60])
    }

    @Test func aCancelledTaskLeavesTheLine() async throws {
        let time = ManualTime()
        let (provider, _) = gated([Self.picture], GateLimits(perMinute: 1), time)
        #expect(await Self.kind(provider) == nil)
        let waiting = Task { await Self.kind(provider) }
        try await eventually("a wait") { provider.gate.waiting == 1 }
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
        #expect((provider.gate.inFlight, provider.gate.waiting) == (0, 0))
        try await eventually("the end of the alarm") { time.sleepers == 0 }
    }

    @Test func whoGoesAwayWhileItIsLetInIsEndedByTheJournal() async throws {
        let (provider, asked) = gated([Self.picture], GateLimits(concurrency: 1, perMinute: 1), ManualTime())
        #expect(await Self.kind(provider, Refusing()) == .cancelled)
        #expect(asked.asked.withLock { $0.isEmpty })
        // It has taken neither a place nor a submit of the minute.
        #expect(await Self.kind(provider) == nil)
    }

    /// Nobody waits any more when the request is about to leave.
    private struct Refusing: AttemptJournal {
        func submitting() async throws(GenerationError) { throw GenerationError(.cancelled, billed: .no) }
        func notSubmitted(_ why: GenerationError) async {}
        func accepted(_ task: ProviderTaskID) async {}
        func polled(_ count: Int, state: String) {}
        func partial(_ index: Int, _ picture: Picture) {}
    }

    @Test func endsAreCountedByWhatTheyWere() async throws {
        let failures: [GenerationError] = [
            GenerationError(.refused, billed: .no), GenerationError(.outcomeUnknown, billed: .unknown),
            GenerationError(.provider, billed: .yes), GenerationError(.provider, billed: .no),
        ]
        let (provider, _) = gated(failures.map { .failed($0, .never) } + [Self.picture], GateLimits(), ManualTime())
        for failure in failures { #expect(await Self.kind(provider) == failure.kind) }
        #expect(await Self.kind(provider) == nil)
        let counts = provider.gate.counts
        #expect(counts.submits == 5)
        #expect((counts.refusals, counts.unknown, counts.lostPictures) == (1, 1, 1))
        #expect((counts.retries, counts.limited, counts.turnedDown) == (0, 0, 0))
    }
}
