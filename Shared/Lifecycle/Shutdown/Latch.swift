import Locks

/// Something that happens once, and tasks that wait for it.
package final class Latch: Sendable {
    private typealias Waiter = CheckedContinuation<Void, any Error>

    private struct State {
        var isOpen = false
        var nextID: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]
        /// Cancelled before they waited.
        var cancelled: Set<UInt64> = []
    }

    private let state = Locked(State())

    package init() {}

    package var isOpen: Bool { state.withLock { $0.isOpen } }

    /// It has happened; opening it again changes nothing.
    package func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns once it has happened; throws `CancellationError` when the task is cancelled before.
    package func wait() async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        defer { state.withLock { _ = $0.cancelled.remove(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { park($0, as: id) }
        } onCancel: {
            cancel(id)
        }
    }

    private func park(_ waiter: CheckedContinuation<Void, any Error>, as id: UInt64) {
        let ready: Result<Void, any Error>? = state.withLock { state in
            if state.isOpen { return .success(()) }
            if state.cancelled.contains(id) { return .failure(CancellationError()) }
            state.waiters[id] = waiter
            return nil
        }
        if let ready { waiter.resume(with: ready) }
    }

    private func cancel(_ id: UInt64) {
        let waiter = state.withLock { state in
            state.cancelled.insert(id)
            return state.waiters.removeValue(forKey: id)
        }
        waiter?.resume(throwing: CancellationError())
    }
}
