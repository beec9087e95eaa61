import Locks

/// One running attempt: its state, and who waits for it.
final class Attempt: Sendable {
    fileprivate struct Shared: Sendable {
        var state = AttemptState()
        var provider: ProviderFacts?
        var providerTask: ProviderTaskID?
        var outcome: AttemptOutcome?
        var watchers: [Int: AsyncStream<AttemptEvent>.Continuation] = [:]
        var nextWatcher = 0
        /// Ends a wait for leave to submit.
        var stop: (@Sendable (GenerationError) -> Void)?
    }

    let id: AttemptID
    let call: AttemptCall
    private let shared = Locked(Shared())

    init(id: AttemptID, call: AttemptCall) {
        self.id = id
        self.call = call
    }

    /// Whether the caller named it, and so may ask for it again.
    var isNamed: Bool { call.attemptID != nil }

    /// Of the order, where the call is one.
    var orderMark: UInt64? { call.resume == nil ? call.order.mark : nil }

    /// A stream of what happens from now on, which begins with what a late caller must know.
    func watch() -> AttemptWatch {
        let (events, continuation) = AsyncStream<AttemptEvent>.makeStream()
        let number = shared.withLock { $0.join(continuation, taskID) }
        continuation.onTermination = { [self] _ in
            shared.withLock { $0.leave(number) }
            stopWaiting()
        }
        return AttemptWatch(attempt: self, events: events)
    }

    /// Whether that call means this attempt: it was named so, and the order is the same or only a task is asked for.
    func isJoined(by call: AttemptCall) -> Bool {
        guard isNamed else { return false }
        guard let orderMark, call.resume == nil else { return true }
        return orderMark == call.order.mark
    }

    func submits(to provider: ProviderFacts) -> AttemptState.Permission {
        shared.withLock {
            $0.provider = provider
            return $0.state.submits()
        }
    }

    /// Waits for leave to submit; `stop` is called when none will be given any more, unless that is said here.
    func waits(
        for provider: ProviderFacts, _ stop: @escaping @Sendable (GenerationError) -> Void
    ) -> AttemptState.Permission {
        shared.withLock {
            $0.provider = provider
            if $0.state.permission == .granted { $0.stop = stop }
            return $0.state.permission
        }
    }

    func waited() { shared.withLock { $0.stop = nil } }

    private func stopWaiting() {
        let (stop, error) = shared.withLock { $0.takeStop() }
        if let error { stop?(error) }
    }

    /// Tells those who have heard of a request that it cost nothing.
    func wasNotBilled() {
        let watchers = shared.withLock {
            let watchers = $0.state.mayBeBilled ? Array($0.watchers.values) : []
            $0.state.wasNotBilled()
            $0.providerTask = nil
            return watchers
        }
        for watcher in watchers { watcher.yield(.waiting) }
    }

    /// Tells that the request to that provider leaves now.
    func leaves(to provider: ProviderFacts) { tell(.submitting(provider.id, taskID: taskID(provider))) }

    func accepted(_ task: ProviderTaskID, by provider: ProviderFacts) {
        let watchers = shared.withLock {
            $0.provider = provider
            $0.providerTask = task
            $0.state.accepted(task)
            return Array($0.watchers.values)
        }
        for watcher in watchers { watcher.yield(.submitted(provider.id, task)) }
    }

    /// Tells those who wait now; a late caller does not need it, or `watch` says it again.
    func tell(_ event: AttemptEvent) {
        let watchers = shared.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.yield(event) }
    }

    func drains() {
        shared.withLock { $0.state.drains() }
        stopWaiting()
    }

    /// Tells everybody; gives back how many there were.
    func finish(_ outcome: AttemptOutcome) -> Int {
        let watchers = shared.withLock {
            $0.state.finished()
            $0.outcome = outcome
            return Array($0.watchers.values)
        }
        var told = 0
        for watcher in watchers {
            // One that leaves at this moment does not hear it.
            if case .enqueued = watcher.yield(.finished(outcome)) { told += 1 }
            watcher.finish()
        }
        return told
    }

    var isWatched: Bool { shared.withLock { $0.state.isWatched } }
    var providerName: String? { shared.withLock { $0.provider?.id.name } }
    var wasSubmitted: Bool { shared.withLock { $0.state.wasSubmitted } }
    var providerTask: ProviderTaskID? { shared.withLock { $0.providerTask } }

    /// What is known now, as the spool would say it.
    func record(at now: Double) -> AttemptRecord {
        let (phase, provider, task) = shared.withLock { ($0.recordPhase, $0.provider, $0.providerTask) }
        var record = AttemptRecord(
            id: id, taskID: provider.map(taskID), provider: provider, providerTaskID: task, phase: phase,
            changedAt: now)
        record.orderMark = orderMark
        return record
    }

    /// Our own id of the task at that provider.
    func taskID(_ provider: ProviderFacts) -> String { "\(provider.taskPrefix)_\(id)" }
}

extension Attempt.Shared {
    /// Replays under the lock: nobody reads the stream yet, so nothing runs, and nothing can come before it.
    fileprivate mutating func join(
        _ continuation: AsyncStream<AttemptEvent>.Continuation, _ taskID: (ProviderFacts) -> String
    ) -> Int {
        if let provider, let providerTask {
            continuation.yield(.submitted(provider.id, providerTask))
        } else if let provider, state.phase == .submitting {
            continuation.yield(.submitting(provider.id, taskID: taskID(provider)))
        }
        if let outcome {
            continuation.yield(.finished(outcome))
            continuation.finish()
        }
        state.callerJoined()
        nextWatcher += 1
        watchers[nextWatcher] = continuation
        return nextWatcher
    }

    fileprivate mutating func leave(_ number: Int) {
        guard watchers.removeValue(forKey: number) != nil else { return }
        state.callerLeft()
    }

    /// Nil: the wait goes on, or there is none.
    fileprivate mutating func takeStop() -> ((@Sendable (GenerationError) -> Void)?, GenerationError?) {
        guard let error = state.permission.error else { return (nil, nil) }
        defer { stop = nil }
        return (stop, error)
    }

    fileprivate var recordPhase: AttemptRecord.Phase {
        switch state.phase {
        case .waiting: .waiting
        case .submitting: .submitting
        case .accepted(let task): .accepted(task)
        case .finished: outcome.map(AttemptRecord.Phase.init) ?? .waiting
        }
    }
}

extension AttemptRecord.Phase {
    /// The end that an outcome is.
    init(_ outcome: AttemptOutcome) {
        switch outcome.result {
        case .success(let generated): self = .done(PictureFacts(generated.picture))
        case .failure(let error): self = .failed(error)
        }
    }
}
