import HTTPClient
import ImageWorkerCore
import JSON
import JimengProvider
import Lifecycle
import ProviderKit
import Settings
import TestSupport
import Testing

/// A provider's limits, kept by a worker over real sockets.
@Suite(.timeLimit(.minutes(2)))
struct GateTests {
    private static func options(_ limits: GateLimits, others: [any ImageProvider] = []) -> WorkerOptions {
        .with {
            $0.gate = limits
            $0.others = others
            $0.patience.pollInterval = .milliseconds(10)
        }
    }

    /// Orders so many pictures at once and gives the statuses.
    private static func order(_ count: Int, _ worker: WorkerUnderTest) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count {
                group.addTask { try await worker.order(["prompt": .string("picture \(number)")]).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func fiftyOrdersThreeSideBySide() async throws {
        try await withWorker(.with { $0.unreadyLooks = 2 }, Self.options(GateLimits(concurrency: 3))) { worker in
            let statuses = try await Self.order(50, worker)
            #expect(statuses == Array(repeating: 200, count: 50))
            #expect(worker.jimeng.ledger.mostAtOnce == 3)
            #expect(worker.jimeng.ledger.billed == 50)
            #expect(worker.gate?.inFlight == 0)
        }
    }

    @Test func withoutALimitAllAreThereAtOnce() async throws {
        try await withWorker(.with { $0.unreadyLooks = .max }, Self.options(GateLimits())) { worker in
            async let statuses = Self.order(50, worker)
            try await eventually("all of them") { worker.jimeng.ledger.mostAtOnce == 50 }
            worker.jimeng.finishTasks()
            #expect(try await statuses.allSatisfy { $0 == 200 })
        }
    }

    @Test func whatOneIsToldByALimitAllObey() async throws {
        let script = JimengScript.with {
            $0.submits = [.code(50430, status: 429), .accept]
            $0.retryAfter = 2
        }
        try await withWorker(script, Self.options(GateLimits())) { worker in
            worker.jimeng.play(JimengScript(), for: "later")
            async let first = worker.order(["prompt": "first"])
            try await eventually("the limit") { (worker.gate?.coolDownLeft ?? .zero) > .zero }
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 { group.addTask { try await worker.order(["prompt": "later"]).status } }
                for try await status in group { #expect(status == 200) }
            }
            #expect(try await first.status == 200)
            let times = worker.jimeng.ledger.submittedAt
            #expect(times.count == 12)
            for time in times.dropFirst() { #expect(times[0].duration(to: time) >= .seconds(2)) }
        }
    }

    @Test func aFullQueueIs429WithARetryAfter() async throws {
        let limits = GateLimits(concurrency: 1, queue: 2)
        try await withWorker(.with { $0.unreadyLooks = .max }, Self.options(limits)) { worker in
            async let served = Self.order(3, worker)
            try await eventually("a full queue") { worker.gate?.waiting == 2 }
            let answer = try await worker.order(["prompt": "one too many"])
            #expect(answer.status == 429)
            #expect(try answer.json()["errorCode"] == "RATE_LIMITED")
            let seconds = try #require(answer.headers["retry-after"].flatMap { Int($0) })
            #expect((1...60).contains(seconds))
            #expect(try answer.json()["details"]?["provider"] == "jimeng")
            try await finishAll(worker, 3)
            #expect(try await served.allSatisfy { $0 == 200 })
            #expect(worker.jimeng.ledger.submits == 3)
        }
    }

    @Test func aFullQueueSendsTheOrderToTheNextProvider() async throws {
        let other = StandIn("other")
        var options = Self.options(GateLimits(concurrency: 1, queue: 0), others: [other])
        options.preferred = [.jimeng, other.facts.id]
        try await withWorker(.with { $0.unreadyLooks = .max }, options) { worker in
            async let first = worker.order(["prompt": "a"])
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            #expect(try await worker.order(["prompt": "b"]).json()["data"]?["provider"] == "other")
            worker.jimeng.finishTasks()
            #expect(try await first.status == 200)
        }
    }

    @Test func aCallerThatLeavesTheLineFreesItsPlaceAndCostsNothing() async throws {
        let limits = GateLimits(concurrency: 1, queue: 1)
        try await withWorker(.with { $0.unreadyLooks = .max }, Self.options(limits)) { worker in
            async let first = worker.order(["prompt": "a"])
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            let leaver = try await worker.begin(["prompt": "b", "attemptId": "leaver"])
            try await eventually("a wait") { worker.gate?.waiting == 1 }
            #expect(try await worker.http.get("/api/attempts/leaver").json()["data"]?["state"] == "waiting")
            leaver.leave()
            try await eventually("an empty line") { worker.gate?.waiting == 0 && worker.attempts.runningCount == 1 }
            async let third = worker.order(["prompt": "c"])
            try await eventually("another wait") { worker.gate?.waiting == 1 }
            try await finishAll(worker, 2)
            #expect(try await first.status == 200)
            #expect(try await third.status == 200)
            #expect(worker.jimeng.ledger.submits == 2)
        }
    }

    @Test func onTheWayOutThoseWhoWaitAreToldSoAtOnce() async throws {
        try await withWorker(.with { $0.unreadyLooks = .max }, Self.options(GateLimits(concurrency: 1))) { worker in
            async let first = worker.order(["prompt": "a"])
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            async let waiting = Self.order(5, worker)
            try await eventually("a line") { worker.gate?.waiting == 5 }
            worker.attempts.stop()
            #expect(try await waiting == Array(repeating: 503, count: 5))
            worker.jimeng.finishTasks()
            #expect(try await first.status == 200)
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }

    @Test func aResumedTaskIsLookedAtThoughTheGateIsFull() async throws {
        try await withWorker(.with { $0.unreadyLooks = .max }, Self.options(GateLimits(concurrency: 1))) { worker in
            async let first = worker.order(["prompt": "a"])
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            let task = try #require(worker.jimeng.ledger.tasks.keys.first)
            async let resumed = worker.order([
                "prompt": "", "resume": ["provider": "jimeng", "providerTaskId": .string(task)],
            ])
            try await eventually("both in flight") { worker.gate?.inFlight == 2 }
            worker.jimeng.finishTasks()
            #expect(try await resumed.status == 200)
            #expect(try await first.status == 200)
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }

    @Test func aRefusalAndABrokenSubmitGiveTheirPlaceBack() async throws {
        let script = JimengScript.with { $0.submits = [.code(50411, status: 400)] }
        try await withWorker(script, Self.options(GateLimits(concurrency: 1))) { worker in
            worker.jimeng.play(.with { $0.submits = [.cut(billed: false)] }, for: "cut")
            worker.jimeng.play(JimengScript(), for: "good")
            #expect(try await worker.order(["prompt": "refused"]).status == 422)
            #expect(try await worker.order(["prompt": "cut"]).status == 504)
            #expect(try await worker.order(["prompt": "good"]).status == 200)
            let counts = try #require(worker.gate?.counts)
            #expect((counts.submits, counts.refusals, counts.unknown) == (3, 1, 1))
        }
    }

    @Test func twoProvidersDoNotWaitForEachOther() async throws {
        let other = ProviderID("other")
        let gate = ProviderGate(of: other, GateLimits(concurrency: 1, queue: 0), time: SystemTime())
        let options = Self.options(
            GateLimits(concurrency: 1), others: [GatedProvider(StandIn("other"), gate)])
        try await withWorker(.with { $0.unreadyLooks = .max }, options) { worker in
            async let stuck = Self.order(3, worker)
            try await eventually("a line") { worker.gate?.waiting == 2 }
            for _ in 0..<3 {
                #expect(try await worker.order(["prompt": "a", "provider": "other"]).status == 200)
            }
            #expect(worker.gate?.waiting == 2)
            try await finishAll(worker, 3)
            #expect(try await stuck.allSatisfy { $0 == 200 })
        }
    }

    /// Finishes each task when it is there, until so many were made.
    private func finishAll(_ worker: WorkerUnderTest, _ count: Int) async throws {
        try await eventually("the last task") {
            worker.jimeng.finishTasks()
            return worker.jimeng.ledger.billed == count
        }
        worker.jimeng.finishTasks()
    }
}
