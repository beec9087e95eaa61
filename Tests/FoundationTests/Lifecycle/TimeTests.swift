import Lifecycle
import Locks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct TimeTests {
    @Test func systemTimeGoesOnAndSleepsAtLeastAsLongAsAsked() async throws {
        let time = SystemTime()
        let before = time.now
        try await time.sleep(for: .milliseconds(5))
        #expect(time.now - before >= .milliseconds(5))
        #expect(time.unixSeconds > 1_700_000_000)
    }

    @Test func manualTimeWakesSleepersInOrder() async throws {
        let time = ManualTime()
        let order = Locked<[Int]>([])
        let tasks = [3, 1, 2].map { seconds in
            Task {
                try await time.sleep(for: .seconds(seconds))
                order.withLock { $0.append(seconds) }
            }
        }
        await time.waitForSleepers(count: 3)
        for seconds in 1...3 {
            time.advance(by: .seconds(1))
            try await eventually("sleeper \(seconds) woke") { order.withLock { $0.count } == seconds }
        }
        for task in tasks { try await task.value }
        #expect(order.withLock { $0 } == [1, 2, 3])
    }

    @Test func manualTimeLetsACancelledSleeperGo() async throws {
        let time = ManualTime()
        let sleeper = Task { try await time.sleep(for: .seconds(1)) }
        await time.waitForSleepers(count: 1)
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        #expect(time.sleepers == 0)
    }

    @Test func manualTimeMovesBothClocks() {
        let time = ManualTime(unixSeconds: 1000)
        let before = time.now
        time.advance(by: .milliseconds(2500))
        #expect(time.unixSeconds == 1002.5)
        #expect(time.now - before == .milliseconds(2500))
    }

    @Test func anOperationWithinItsDeadlineGivesItsResult() async throws {
        let time = ManualTime()
        #expect(try await withDeadline(.seconds(1), time: time) { "done" } == "done")
    }

    @Test func anOperationPastItsDeadlineIsCancelledAndSaysSo() async throws {
        let time = ManualTime()
        let cancelled = Locked(false)
        let work = Task {
            try await withDeadline(.seconds(1), time: time) {
                do { try await time.sleep(for: .seconds(100)) } catch {
                    cancelled.withLock { $0 = true }
                    throw error
                }
            }
        }
        await time.waitForSleepers(count: 2)
        time.advance(by: .seconds(1))
        await #expect(throws: DeadlineExceeded(limit: .seconds(1))) { try await work.value }
        #expect(cancelled.withLock { $0 })
    }

    @Test func theOperationsOwnErrorComesThrough() async {
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            try await withDeadline(.seconds(1), time: ManualTime()) { throw Broken() }
        }
    }
}
