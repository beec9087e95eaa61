import Locks
import TestSupport
import Testing

@testable import Lifecycle

@Suite(.timeLimit(.minutes(3)))
struct ConcurrencyLimiterTests {
    @Test func neverRunsMoreThanTheLimitAndRunsEveryBody() async throws {
        let limiter = ConcurrencyLimiter(limit: 7)
        let seen = Locked((now: 0, most: 0, done: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2000 {
                group.addTask {
                    try await limiter.withPermit {
                        seen.withLock {
                            $0.now += 1
                            $0.most = max($0.most, $0.now)
                        }
                        await Task.yield()
                        seen.withLock {
                            $0.now -= 1
                            $0.done += 1
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let (_, most, done) = seen.withLock { $0 }
        #expect(most <= 7 && most > 1)
        #expect(done == 2000)
        #expect(limiter.inFlight == 0 && limiter.waiting == 0)
    }

    @Test func servesWaitersInOrderOfArrival() async throws {
        let limiter = ConcurrencyLimiter(limit: 0)
        let order = Locked<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask { try await limiter.withPermit { order.withLock { $0.append(number) } } }
                try await eventually("number \(number) waits") { limiter.waiting == number + 1 }
            }
            limiter.resize(to: 1)
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 } == Array(0..<50))
    }

    @Test func refusesWhoWouldMakeTheQueueTooLong() async throws {
        let limiter = ConcurrencyLimiter(limit: 0, maxWaiting: 1)
        let first = Task { try await limiter.withPermit { "ran" } }
        try await eventually("the first waits") { limiter.waiting == 1 }
        await #expect(throws: LimiterError.queueFull) { try await limiter.withPermit {} }
        limiter.resize(to: 1)
        #expect(try await first.value == "ran")
    }

    @Test func aCancelledWaiterLeavesAtOnceAndTakesNoPermit() async throws {
        let limiter = ConcurrencyLimiter(limit: 0)
        let ran = Locked(false)
        let waiter = Task { try await limiter.withPermit { ran.withLock { $0 = true } } }
        try await eventually("it waits") { limiter.waiting == 1 }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(limiter.waiting == 0)
        limiter.resize(to: 1)
        #expect(try await limiter.withPermit { limiter.inFlight } == 1)
        #expect(!ran.withLock { $0 })
    }

    @Test func aTaskCancelledBeforeItAsksNeverRunsWhenItWouldHaveToWait() async throws {
        let limiter = ConcurrencyLimiter(limit: 0)
        let waiter = Task {
            while !Task.isCancelled { await Task.yield() }
            try await limiter.withPermit { _ = Issue.record("ran without a permit") }
        }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(limiter.waiting == 0)
    }

    @Test func permitsComeBackWhenBodiesThrow() async throws {
        struct Broken: Error {}
        let limiter = ConcurrencyLimiter(limit: 1)
        for _ in 0..<3 {
            await #expect(throws: Broken.self) { try await limiter.withPermit { throw Broken() } }
        }
        #expect(limiter.inFlight == 0)
    }

    @Test func survivesAStormOfCancellationsAndResizes() async throws {
        let limiter = ConcurrencyLimiter(limit: 3)
        let finished = Locked((ran: 0, cancelled: 0))
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<3000 {
                group.addTask {
                    let work = Task {
                        try await limiter.withPermit {
                            await Task.yield()
                            finished.withLock { $0.ran += 1 }
                        }
                    }
                    if number.isMultiple(of: 3) { work.cancel() }
                    if number.isMultiple(of: 100) { limiter.resize(to: 1 + number % 7) }
                    if case .failure = await work.result { finished.withLock { $0.cancelled += 1 } }
                }
            }
        }
        let (ran, cancelled) = finished.withLock { $0 }
        #expect(ran + cancelled == 3000)
        #expect(ran >= 2000)
        #expect(limiter.inFlight == 0 && limiter.waiting == 0)
    }

    @Test func cancellingCostsTheSameHoweverManyWait() throws {
        var queue = PermitQueue(limit: 0, maxWaiting: .max)
        let tickets: [PermitQueue.Ticket] = (0..<50_000).compactMap { _ in
            if case .mustWait(let ticket) = queue.enter() { ticket } else { nil }
        }
        try #require(tickets.count == 50_000)
        let elapsed = ContinuousClock().measure {
            for ticket in tickets.reversed() { _ = queue.cancel(ticket) }
        }
        #expect(queue.waiting == 0)
        // Searching the queue for each would take a thousand million steps: minutes in a debug build.
        #expect(elapsed < .seconds(15))
    }
}
