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
        /// Pictures that a caller was told to fetch, and when.
        var promised: [AttemptID: ContinuousClock.Instant] = [:]
        /// Opened once all of them were fetched, on the way out.
        var pickup: Latch?
    }

    package let registry: ProviderRegistry
    let spool: any AttemptSpool
    let references: any ReferenceReader
    package let referenceLimits: ReferenceLimits
    let time: any TimeSource
    let table = Locked(Table())
    let observer: (any AttemptObserver)?
    let finish: FinishPicture
    private let maxRunning: Int
    private let finishWithin: Duration?
    private let draining = Latch()
    private let started: AsyncStream<Attempt>
    private let queue: AsyncStream<Attempt>.Continuation

    /// Attempts at those providers; `references` reads what orders name by address, `finish` is done to each picture.
    ///
    /// At `maxRunning` side by side further ones are refused as overload. Those that run longer than `finishWithin` after
    /// `stop` end as `.shuttingDown`, so that what is finished can still be fetched.
    package init(
        _ registry: ProviderRegistry, spool: any AttemptSpool, references: any ReferenceReader,
        referenceLimits: ReferenceLimits = ReferenceLimits(), time: any TimeSource,
        observer: (any AttemptObserver)? = nil, finish: @escaping FinishPicture = { picture, _, _ in picture },
        maxRunning: Int = 20_000, finishWithin: Duration? = nil
    ) {
        self.registry = registry
        self.spool = spool
        self.references = references
        self.referenceLimits = referenceLimits
        self.time = time
        self.observer = observer
        self.finish = finish
        self.maxRunning = maxRunning
        self.finishWithin = finishWithin
        (started, queue) = AsyncStream.makeStream()
    }

    /// Runs attempts until stopped, and then until their callers have fetched what they were told of; or until cancelled:
    /// then those at a provider end as `.shuttingDown` with their task's id.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.performAll() }
            group.addTask { await self.lastMoment() }
            await group.next()
            group.cancelAll()
        }
        for attempt in table.withLock({ Array($0.running.values) }) { abandon(attempt) }
        await pickup()
    }

    private func performAll() async {
        await withDiscardingTaskGroup { group in
            for await attempt in started {
                group.addTask { await self.perform(attempt) }
            }
            // A cancelled loop ends early; what was queued meanwhile must still hear of it.
            stop()
        }
    }

    /// Returns when attempts have had their time in a drain: what is made by then must still be fetched.
    private func lastMoment() async {
        do {
            try await draining.wait()
            if let finishWithin { try await time.sleep(for: finishWithin) } else { try await Latch().wait() }
        } catch {
            // Cancelled: every attempt has ended.
        }
    }

    /// Submits nothing more and takes no new attempts; those at a provider go on.
    package func stop() {
        let running = table.withLock {
            $0.isDraining = true
            return Array($0.running.values)
        }
        for attempt in running { attempt.drains() }
        queue.finish()
        draining.open()
    }

    /// Attempts that run now.
    package var runningCount: Int { table.withLock { $0.running.count } }

    /// Those at each provider, or waiting for it; `none` for those that have not come to one.
    package var runningByProvider: [String: Int] {
        let running = table.withLock { Array($0.running.values) }
        return running.reduce(into: [:]) { $0[$1.providerName ?? "none", default: 0] += 1 }
    }

    /// Joins the running attempt of that id, or begins one.
    ///
    /// Throws, before anything is begun, what is wrong with the call: an unknown or unconfigured provider, an order
    /// that it cannot fulfil, an id that stands for another one, `.overloaded`, `.shuttingDown`.
    package func start(_ call: AttemptCall) async throws(GenerationError) -> AttemptWatch {
        let provider = try candidates(call)[0]
        if call.resume == nil { try provider.checkAll(call.order) }
        let ownID = try await ownID(call)
        let (attempt, isNew) = try admit(call, ownID)
        // The caller is counted before the attempt can look whether there is one.
        let watch = attempt.watch()
        if isNew { queue.yield(attempt) }
        return watch
    }

    func candidates(_ call: AttemptCall) throws(GenerationError) -> [any ImageProvider] {
        if let resume = call.resume { return [try registry.configured(resume.provider)] }
        return try registry.candidates(named: call.provider)
    }

    /// An id for a call that names none: callers may use a request's id more than once, and what is kept under it must
    /// not be overwritten.
    private func ownID(_ call: AttemptCall) async throws(GenerationError) -> AttemptID {
        let id = call.attemptID ?? AttemptID(requestID: call.requestID, distinguishedBy: nil)
        guard call.attemptID == nil, try await recalled(id) != nil else { return id }
        return AttemptID(requestID: call.requestID, distinguishedBy: .random(in: 1...(.max)))
    }

    private func admit(_ call: AttemptCall, _ ownID: AttemptID) throws(GenerationError) -> (Attempt, isNew: Bool) {
        try table.withLock { table throws(GenerationError) in
            if call.attemptID != nil, let running = table.running[ownID] {
                guard running.isJoined(by: call) else { throw GenerationError(.conflict, billed: .no) }
                return (running, false)
            }
            if table.isDraining { throw GenerationError(.shuttingDown, billed: .no, retry: .later(after: nil)) }
            guard table.running.count < maxRunning else {
                throw GenerationError(.overloaded, billed: .no, retry: .later(after: .seconds(1)))
            }
            let attempt = Attempt(id: table.freeID(ownID, for: call.requestID), call: call)
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
    fileprivate func freeID(_ wanted: AttemptID, for requestID: String) -> AttemptID {
        var id = wanted
        while running[id] != nil { id = AttemptID(requestID: requestID, distinguishedBy: .random(in: 1...(.max))) }
        return id
    }
}
