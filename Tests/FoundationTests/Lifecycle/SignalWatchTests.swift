import Glibc
import Lifecycle
import Locks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct SignalWatchTests {
    /// Sent to the watch's thread alone: the rest of the test process does not block them.
    @Test func everySignalIsTakenAndTheProcessLives() async throws {
        let taken = Locked<[Int32]>([])
        let watch = SignalWatch { signal in taken.withLock { $0.append(signal) } }
        watch.send(SIGTERM)
        try await eventually("SIGTERM is taken") { taken.withLock { $0 } == [SIGTERM] }
        watch.send(SIGINT)
        try await eventually("SIGINT is taken") { taken.withLock { $0 } == [SIGTERM, SIGINT] }
        watch.stop()
        watch.send(SIGTERM)
        #expect(taken.withLock { $0.count } == 2)
    }

    @Test func aSignalBeginsTheDrainAndTheNextEndsIt() async throws {
        let drain = Drain(delay: .seconds(5), limit: .seconds(20), time: ManualTime())
        let watch = SignalWatch { _ in drain.begin() }
        watch.send(SIGTERM)
        try await drain.waitFor(.notReady)
        #expect(!drain.isReady)
        watch.send(SIGINT)
        try await drain.waitFor(.cancelled)
        watch.stop()
    }

    @Test func watchesEndThoughNoSignalCame() {
        for _ in 0..<50 { SignalWatch { _ in }.stop() }
    }
}
