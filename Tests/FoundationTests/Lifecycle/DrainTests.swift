import Locks
import TestSupport
import Testing

@testable import Lifecycle

struct DrainPhasesTests {
    private let delay = Duration.seconds(5)
    private let limit = Duration.seconds(20)

    @Test func eachPhaseFollowsWhenTheOneBeforeIsOver() {
        var phases = DrainPhases(delay: delay, limit: limit)
        #expect(phases.asked() == .wait(delay, in: .notReady))
        #expect(phases.waited(in: .notReady) == .wait(limit, in: .stopping))
        #expect(phases.waited(in: .stopping) == .none)
        #expect(phases.state == .cancelled)
    }

    @Test func aWaitOfAnEarlierPhaseChangesNothing() {
        var phases = DrainPhases(delay: delay, limit: limit)
        #expect(phases.asked() == .wait(delay, in: .notReady))
        #expect(phases.failed() == .wait(limit, in: .stopping))
        #expect(phases.waited(in: .notReady) == .none)
        #expect(phases.state == .stopping)
        #expect(phases.waited(in: .stopping) == .none)
        #expect(phases.state == .cancelled)
    }

    @Test func askingAgainCancelsInEveryPhase() {
        for steps in 1...2 {
            var phases = DrainPhases(delay: delay, limit: limit)
            _ = phases.asked()
            if steps == 2 { _ = phases.waited(in: .notReady) }
            #expect(phases.asked() == .none)
            #expect(phases.state == .cancelled)
            #expect(phases.failed() == .none && phases.asked() == .none)
            #expect(phases.state == .cancelled)
        }
    }

    @Test func aFaultSkipsTheDelay() {
        var phases = DrainPhases(delay: delay, limit: limit)
        #expect(phases.failed() == .wait(limit, in: .stopping))
        #expect(phases.failed() == .none)
        #expect(phases.state == .stopping)
    }

    @Test func withoutADelayItStopsAtOnce() {
        var phases = DrainPhases(delay: .zero, limit: limit)
        #expect(phases.asked() == .wait(limit, in: .stopping))
        #expect(phases.state == .stopping)
    }
}

@Suite(.timeLimit(.minutes(3)))
struct DrainTests {
    @Test func goesThroughItsPhasesInTime() async throws {
        try await withDrain { drain, time in
            #expect(drain.isReady)
            drain.begin()
            #expect(drain.state == .notReady && !drain.isReady)
            await time.waitForSleepers(count: 1)
            time.advance(by: .milliseconds(4999))
            #expect(drain.state == .notReady)
            time.advance(by: .milliseconds(1))
            try await drain.waitFor(.stopping)
            await time.waitForSleepers(count: 1)
            time.advance(by: .seconds(19))
            #expect(drain.state == .stopping)
            time.advance(by: .seconds(1))
            try await drain.waitFor(.cancelled)
        }
    }

    @Test func whoAsksTwiceWantsItAtOnce() async throws {
        try await withDrain { drain, time in
            drain.begin()
            drain.begin()
            #expect(drain.state == .cancelled)
            try await drain.waitFor(.notReady)
            drain.begin()
            drain.fail()
            #expect(drain.state == .cancelled)
        }
    }

    @Test func whoWaitsCanBeCancelled() async {
        let drain = Drain(delay: .zero, limit: .zero, time: ManualTime())
        let waiter = Task { try await drain.waitFor(.stopping) }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
    }

    /// A drain whose time is kept by a group of one service that ends with `body`.
    private func withDrain(
        delay: Duration = .seconds(5), _ body: @escaping @Sendable (Drain, ManualTime) async throws -> Void
    ) async throws {
        let time = ManualTime()
        let drain = Drain(delay: delay, limit: .seconds(20), time: time)
        let body = Body { try await body(drain, time) }
        try await ServiceGroup([("body", body)], drain: drain).run()
    }

    private struct Body: GracefulService {
        let work: @Sendable () async throws -> Void
        func run() async throws {
            // Apart from the group's own cancellation, which is what some of these tests bring about.
            try await Task { try await work() }.value
        }
        func stop() {}
    }
}

@Suite(.timeLimit(.minutes(3)))
struct LatchTests {
    @Test func letsEveryoneThroughOnceOpen() async throws {
        let latch = Latch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 { group.addTask { try await latch.wait() } }
            group.addTask { latch.open() }
            try await group.waitForAll()
        }
        #expect(latch.isOpen)
        try await latch.wait()
    }

    @Test func waitersLeaveWhenCancelled() async throws {
        let latch = Latch()
        let waiters = (0..<500).map { _ in Task { try await latch.wait() } }
        for waiter in waiters { waiter.cancel() }
        for waiter in waiters { await #expect(throws: CancellationError.self) { try await waiter.value } }
        latch.open()
    }
}
