import Lifecycle
import Locks

/// Time that stands still until a test moves it.
package final class ManualTime: TimeSource {
    private struct Sleeper {
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        let start = ContinuousClock.now
        var elapsed = Duration.zero
        var nextID: UInt64 = 0
        var sleepers: [UInt64: Sleeper] = [:]
        var cancelledEarly: Set<UInt64> = []
        var watchers: [Watcher] = []

        var now: ContinuousClock.Instant { start.advanced(by: elapsed) }
    }

    private let unixStart: Double
    private let state = Locked(State())

    /// `unixSeconds` is the wall clock before the first `advance`.
    package init(unixSeconds: Double = 1_780_000_000) {
        unixStart = unixSeconds
    }

    package var now: ContinuousClock.Instant { state.withLock { $0.now } }

    package var unixSeconds: Double {
        unixStart + state.withLock { $0.elapsed } / .seconds(1)
    }

    /// Tasks that sleep now.
    package var sleepers: Int { state.withLock { $0.sleepers.count } }

    package func sleep(until deadline: ContinuousClock.Instant) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { park($0, id: id, until: deadline) }
        } onCancel: {
            cancel(id)
        }
    }

    /// Moves time on and wakes who is due, the earliest first. What they do next runs after this returns.
    package func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.elapsed += duration
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }.map(\.value.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    /// Returns once at least `count` tasks sleep.
    package func waitForSleepers(count: Int) async {
        await withCheckedContinuation { continuation in
            let enough = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append(Watcher(count: count, continuation: continuation))
                return false
            }
            if enough { continuation.resume() }
        }
    }

    private func park(
        _ continuation: CheckedContinuation<Void, any Error>, id: UInt64, until deadline: ContinuousClock.Instant
    ) {
        enum Outcome { case due, cancelled, asleep([Watcher]) }
        let outcome: Outcome = state.withLock { state in
            if state.cancelledEarly.remove(id) != nil { return .cancelled }
            if deadline <= state.now { return .due }
            state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
            let satisfied = state.watchers.filter { $0.count <= state.sleepers.count }
            state.watchers.removeAll { $0.count <= state.sleepers.count }
            return .asleep(satisfied)
        }
        switch outcome {
        case .due: continuation.resume()
        case .cancelled: continuation.resume(throwing: CancellationError())
        case .asleep(let watchers): for watcher in watchers { watcher.continuation.resume() }
        }
    }

    private func cancel(_ id: UInt64) {
        let sleeper = state.withLock { state in
            let sleeper = state.sleepers.removeValue(forKey: id)
            if sleeper == nil { state.cancelledEarly.insert(id) }
            return sleeper
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
