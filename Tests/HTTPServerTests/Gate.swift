import Locks
import TestSupport

/// Holds handlers until a test opens it, and counts who waits, who was cancelled and what went by.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var next = 0
        var entered = 0
        var cancelled = 0
        var counted = 0
        var failures: [String] = []
    }

    private let state = Locked(State())

    /// Handlers that ever came.
    var entered: Int { state.withLock { $0.entered } }
    /// Handlers that were cancelled while they waited.
    var cancelled: Int { state.withLock { $0.cancelled } }
    /// What `count` was given, in all.
    var counted: Int { state.withLock { $0.counted } }
    /// What `fail` was given.
    var failures: [String] { state.withLock { $0.failures } }

    func count(_ amount: Int) { state.withLock { $0.counted += amount } }

    func fail(_ error: any Error) { state.withLock { $0.failures.append("\(error)") } }

    /// Suspends until `open`.
    func pass() async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOpen = state.withLock { state in
                    state.entered += 1
                    if !state.isOpen { state.waiting[id] = continuation }
                    return state.isOpen
                }
                if isOpen { continuation.resume() } else if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume() }
    }

    private func cancel(_ id: Int) {
        let waiting = state.withLock { state in
            let waiting = state.waiting.removeValue(forKey: id)
            if waiting != nil { state.cancelled += 1 }
            return waiting
        }
        waiting?.resume(throwing: CancellationError())
    }
}
