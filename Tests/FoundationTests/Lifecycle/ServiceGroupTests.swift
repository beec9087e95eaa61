import Lifecycle
import Locks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct ServiceGroupTests {
    private struct Broken: Error {}

    /// What happened, in order.
    private final class Record: Sendable {
        private let entries = Locked<[String]>([])
        var all: [String] { entries.withLock { $0 } }
        func add(_ entry: String) { entries.withLock { $0.append(entry) } }
    }

    /// Runs until asked to stop and then finishes, or never.
    private final class Worker: GracefulService {
        let name: String
        let record: Record
        let finishes: Bool
        private let asked = Latch()

        init(_ name: String, _ record: Record, finishes: Bool = true) {
            self.name = name
            self.record = record
            self.finishes = finishes
        }

        func run() async throws {
            record.add("\(name) runs")
            do {
                try await asked.wait()
                if !finishes { try await Latch().wait() }
                record.add("\(name) finished")
            } catch {
                record.add("\(name) cancelled")
                throw error
            }
        }

        func stop() { asked.open() }
    }

    private struct Ticker: Service {
        let record: Record
        func run() async throws {
            record.add("ticker runs")
            try? await Latch().wait()
            record.add("ticker cancelled")
            try Task.checkCancellation()
        }
    }

    private func drain(_ time: ManualTime = ManualTime()) -> Drain {
        Drain(delay: .zero, limit: .seconds(20), time: time)
    }

    @Test func stopsInReverseOrderEachWaitedFor() async throws {
        let record = Record()
        let drain = drain()
        let group = ServiceGroup(
            [
                ("store", Worker("store", record)), ("ticker", Ticker(record: record)),
                ("server", Worker("server", record)),
            ],
            drain: drain)
        let running = Task { try await group.run() }
        try await eventually("all run") { record.all.count == 3 }
        drain.begin()
        try await running.value
        #expect(record.all.dropFirst(3) == ["server finished", "ticker cancelled", "store finished"])
    }

    @Test func whatHasNotFinishedAtTheLimitIsCancelled() async throws {
        let record = Record()
        let time = ManualTime()
        let drain = drain(time)
        let group = ServiceGroup(
            [("store", Worker("store", record)), ("server", Worker("server", record, finishes: false))], drain: drain)
        let running = Task { try await group.run() }
        try await eventually("both run") { record.all.count == 2 }
        drain.begin()
        await time.waitForSleepers(count: 1)
        #expect(record.all.count == 2)
        time.advance(by: .seconds(20))
        try await running.value
        #expect(Set(record.all.dropFirst(2)).isSuperset(of: ["server cancelled"]))
        #expect(record.all.count == 4)
    }

    @Test func aSecondSignalCancelsAtOnce() async throws {
        let record = Record()
        let drain = drain()
        let group = ServiceGroup([("server", Worker("server", record, finishes: false))], drain: drain)
        let running = Task { try await group.run() }
        try await eventually("it runs") { record.all.count == 1 }
        drain.begin()
        drain.begin()
        try await running.value
        #expect(record.all.last == "server cancelled")
    }

    @Test func oneThatFailsBringsTheOthersDownInOrderAndItsErrorComesOut() async throws {
        struct Failing: Service {
            func run() async throws { throw Broken() }
        }
        let record = Record()
        let events = Record()
        let group = ServiceGroup(
            [("store", Worker("store", record)), ("failing", Failing()), ("server", Worker("server", record))],
            drain: Drain(delay: .seconds(5), limit: .seconds(20), time: ManualTime())
        ) { event in
            switch event {
            case .stopping(let name): events.add("stopping \(name)")
            case .finished(let name): events.add("finished \(name)")
            case .failed(let name, let error): events.add("failed \(name): \(error)")
            }
        }
        await #expect(throws: Broken.self) { try await group.run() }
        #expect(record.all.suffix(2) == ["server finished", "store finished"])
        #expect(
            events.all == [
                "failed failing: Broken()", "stopping server", "finished server", "stopping store", "finished store",
            ])
    }

    @Test func servicesThatFinishByThemselvesEndTheGroup() async throws {
        struct Short: Service { func run() async throws {} }
        try await ServiceGroup([("one", Short()), ("two", Short())], drain: drain()).run()
    }

    @Test func cancellingTheGroupCancelsItsServices() async throws {
        let record = Record()
        let group = ServiceGroup([("server", Worker("server", record))], drain: drain())
        let running = Task { try await group.run() }
        try await eventually("it runs") { record.all.count == 1 }
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(record.all.last == "server cancelled")
    }
}
