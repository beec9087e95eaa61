import Glibc
import Lifecycle
import Locks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct BlockingThreadsTests {
    @Test func givesResultsAndErrorsOfTheWork() async throws {
        struct Broken: Error {}
        let threads = BlockingThreads(name: "test", count: 2)
        #expect(try await threads.run { 6 * 7 } == 42)
        await #expect(throws: Broken.self) { try await threads.run { throw Broken() } }
        await threads.stop()
    }

    @Test func runsAsManySideBySideAsItHasThreads() async throws {
        let threads = BlockingThreads(name: "test", count: 3)
        let barrier = Monitor(0)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await threads.run {
                        barrier.withLock { $0 += 1 }
                        barrier.wakeAll()
                        return barrier.wait(atMost: .seconds(60)) { $0 == 3 ? true : nil } ?? false
                    }
                }
            }
            for try await together in group { #expect(together) }
        }
        await threads.stop()
    }

    @Test func oneThreadKeepsTheOrder() async throws {
        let threads = BlockingThreads(name: "test", count: 1)
        let gate = Gate()
        let order = Locked<[Int]>([])
        let first = Task { try await threads.run { gate.wait() } }
        try await eventually("the thread is busy") { gate.isWaitedFor }
        let rest = (0..<200).map { number in
            // Immediate: each is in the queue before the next one is made.
            Task.immediate { try await threads.run { order.withLock { $0.append(number) } } }
        }
        gate.open()
        try await first.value
        for task in rest { try await task.value }
        #expect(order.withLock { $0 } == Array(0..<200))
        await threads.stop()
    }

    @Test func refusesMoreThanMayWait() async throws {
        let threads = BlockingThreads(name: "test", count: 1, maxQueued: 1)
        let gate = Gate()
        let running = Task { try await threads.run { gate.wait() } }
        try await eventually("the thread is busy") { gate.isWaitedFor }
        let queued = Task.immediate { try await threads.run { 1 } }
        await #expect(throws: BlockingThreadsError.queueFull) { try await threads.run { 2 } }
        gate.open()
        try await running.value
        #expect(try await queued.value == 1)
        await threads.stop()
    }

    @Test func workCancelledInTheQueueIsNeverBegun() async throws {
        let threads = BlockingThreads(name: "test", count: 1)
        let gate = Gate()
        let running = Task { try await threads.run { gate.wait() } }
        try await eventually("the thread is busy") { gate.isWaitedFor }
        let began = Locked(false)
        let queued = Task.immediate { try await threads.run { began.withLock { $0 = true } } }
        queued.cancel()
        await #expect(throws: CancellationError.self) { try await queued.value }
        gate.open()
        try await running.value
        await threads.stop()
        #expect(!began.withLock { $0 })
    }

    @Test func workThatHasBegunIsWaitedForOrLeftAsAsked() async throws {
        let threads = BlockingThreads(name: "test", count: 2)
        let gate = Gate()
        let kept = Task {
            try await threads.run {
                gate.wait()
                return "kept"
            }
        }
        let left = Task { try await threads.runLeavingOnCancel { gate.wait() } }
        try await eventually("both have begun") { gate.waiting == 2 }
        kept.cancel()
        left.cancel()
        await #expect(throws: CancellationError.self) { try await left.value }
        gate.open()
        #expect(try await kept.value == "kept")
        await threads.stop()
    }

    @Test func stoppingFinishesTheQueueAndThenRefuses() async throws {
        let threads = BlockingThreads(name: "test", count: 1)
        let done = Locked(0)
        let work = (0..<100).map { _ in Task.immediate { try await threads.run { done.withLock { $0 += 1 } } } }
        await threads.stop()
        #expect(done.withLock { $0 } == 100)
        for task in work { try await task.value }
        await #expect(throws: BlockingThreadsError.stopped) { try await threads.run {} }
        await threads.stop()
    }

    @Test func thousandsOfPiecesFromManyTasksAllRun() async throws {
        let threads = BlockingThreads(name: "test", count: 4, maxQueued: 10_000)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<5000 { group.addTask { try await threads.run { number } } }
            return try await group.reduce(0, +)
        }
        #expect(sum == 4999 * 5000 / 2)
        await threads.stop()
    }
}

/// Holds threads until opened.
final class Gate: Sendable {
    private let state = Monitor((isOpen: false, waiting: 0))

    var waiting: Int { state.withLock { $0.waiting } }
    var isWaitedFor: Bool { waiting > 0 }

    func wait() {
        state.withLock { $0.waiting += 1 }
        _ = state.wait(atMost: .seconds(60)) { $0.isOpen ? true : nil }
    }

    func open() {
        state.withLock { $0.isOpen = true }
        state.wakeAll()
    }
}
