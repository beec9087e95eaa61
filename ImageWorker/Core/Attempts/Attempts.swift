import Lifecycle
import Locks
import Observability

/// All attempts of this worker: the same id never submits twice, and what has been submitted is finished and kept,
/// whoever leaves meanwhile.
///
/// Attempts run as children of `run()`, not of the request that asked for them.
package final class Attempts: GracefulService {
    struct Table: Sendable {
        var running: [AttemptID: Attempt] = [:]
        var isDraining = false
    }

    package let registry: ProviderRegistry
    let spool: any AttemptSpool
    let time: any TimeSource
    let table = Locked(Table())
    let observer: (any AttemptObserver)?
    private let maxRunning: Int
    private let started: AsyncStream<Attempt>
    private let queue: AsyncStream<Attempt>.Continuation

    /// Attempts at those providers. At `maxRunning` side by side further ones are refused as overload.
    package init(
        _ registry: ProviderRegistry, spool: any AttemptSpool, time: any TimeSource,
        observer: (any AttemptObserver)? = nil, maxRunning: Int = 20_000
    ) {
        self.registry = registry
        self.spool = spool
        self.time = time
        self.observer = observer
        self.maxRunning = maxRunning
        (started, queue) = AsyncStream.makeStream()
    }

    /// Runs attempts until stopped, or cancelled: then those at a provider end as `.shuttingDown` with their task's id.
    package func run() async throws {
        await withDiscardingTaskGroup { group in
            for await attempt in started {
                group.addTask { await self.perform(attempt) }
            }
            // A cancelled loop ends early; what was queued meanwhile must still hear of it.
            stop()
        }
        for attempt in table.withLock({ Array($0.running.values) }) { abandon(attempt) }
    }

    /// Submits nothing more and takes no new attempts; those at a provider go on.
    package func stop() {
        let running = table.withLock {
            $0.isDraining = true
            return Array($0.running.values)
        }
        for attempt in running { attempt.drains() }
        queue.finish()
    }

    /// Attempts that run now.
    package var runningCount: Int { table.withLock { $0.running.count } }

    /// Joins the running attempt of that id, or begins one.
    ///
    /// Throws, before anything is begun, what is wrong with the call: an unknown or unconfigured provider, an order
    /// that it cannot fulfil, `.overloaded`, `.shuttingDown`.
    package func start(_ call: AttemptCall) throws(GenerationError) -> AttemptWatch {
        let provider = try candidates(call)[0]
        if call.resume == nil { try provider.check(call.order) }
        let (attempt, isNew) = try admit(call)
        // The caller is counted before the attempt can look whether there is one.
        let watch = attempt.watch()
        if isNew { queue.yield(attempt) }
        return watch
    }

    func candidates(_ call: AttemptCall) throws(GenerationError) -> [any ImageProvider] {
        if let resume = call.resume { return [try registry.configured(resume.provider)] }
        return try registry.candidates(named: call.provider)
    }

    private func admit(_ call: AttemptCall) throws(GenerationError) -> (Attempt, isNew: Bool) {
        try table.withLock { table throws(GenerationError) in
            if let id = call.attemptID, let running = table.running[id] { return (running, false) }
            if table.isDraining { throw GenerationError(.shuttingDown, billed: .no, retry: .later(after: nil)) }
            guard table.running.count < maxRunning else {
                throw GenerationError(.overloaded, billed: .no, retry: .later(after: .seconds(1)))
            }
            let attempt = Attempt(id: call.attemptID ?? table.freeID(for: call.requestID), call: call)
            table.running[attempt.id] = attempt
            return (attempt, true)
        }
    }

    /// Ends an attempt that `run()` never came to.
    private func abandon(_ attempt: Attempt) {
        let error = GenerationError(.shuttingDown, billed: .no, retry: .later(after: nil))
        let outcome = AttemptOutcome(
            id: attempt.id, taskID: nil, provider: nil, providerTaskID: nil, result: .failure(error))
        _ = attempt.finish(outcome)
        table.withLock { $0.running[attempt.id] = nil }
    }
}

extension Attempts.Table {
    /// The request's id, with a number behind it where several attempts have the same request.
    fileprivate func freeID(for requestID: String) -> AttemptID {
        var id = AttemptID(requestID: requestID, distinguishedBy: nil)
        while running[id] != nil { id = AttemptID(requestID: requestID, distinguishedBy: .random(in: 1...(.max))) }
        return id
    }
}
