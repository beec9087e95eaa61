import Locks

/// Work of any result type, as the queue sees it.
protocol BlockingWork: Sendable {
    func perform()
    func refuse(_ error: BlockingThreadsError)
}

/// One piece of work and the caller that waits for it; resumes that caller exactly once.
final class BlockingPiece<Result: Sendable>: BlockingWork {
    private typealias Caller = CheckedContinuation<Void, Never>
    private typealias End = Swift.Result<Result, any Error>

    private enum State {
        case new
        case cancelledEarly
        case waiting(Caller)
        case running(Caller)
        case finished(End)
    }

    private let work: @Sendable () throws -> Result
    private let state = Locked<State>(.new)

    init(_ work: @escaping @Sendable () throws -> Result) {
        self.work = work
    }

    func start(_ caller: CheckedContinuation<Void, Never>) {
        let cancelled = state.withLock { state in
            guard case .cancelledEarly = state else {
                state = .waiting(caller)
                return false
            }
            state = .finished(Self.cancelled)
            return true
        }
        if cancelled { caller.resume() }
    }

    /// What came of it, for the caller that was resumed. Taken under the lock under which it was put there: a race
    /// detector that does not see into Swift's runtime sees that one came after the other.
    func take() throws -> Result {
        let end: End = state.withLock { state in
            guard case .finished(let end) = state else { return Self.cancelled }
            return end
        }
        return try end.get()
    }

    func perform() {
        guard begin() else { return }
        finish(End { try work() })?.resume()
    }

    func refuse(_ error: BlockingThreadsError) {
        finish(.failure(error))?.resume()
    }

    private static var cancelled: End { .failure(CancellationError()) }

    func cancelUnlessBegun() {
        let caller: Caller? = state.withLock { state in
            switch state {
            case .new: state = .cancelledEarly
            case .waiting(let caller):
                state = .finished(Self.cancelled)
                return caller
            case .cancelledEarly, .running, .finished: break
            }
            return nil
        }
        caller?.resume()
    }

    func abandon() {
        cancelUnlessBegun()
        let caller: Caller? = state.withLock { state in
            guard case .running(let caller) = state else { return nil }
            state = .finished(Self.cancelled)
            return caller
        }
        caller?.resume()
    }

    private func begin() -> Bool {
        state.withLock { state in
            guard case .waiting(let caller) = state else { return false }
            state = .running(caller)
            return true
        }
    }

    private func finish(_ end: End) -> Caller? {
        state.withLock { state in
            switch state {
            case .waiting(let caller), .running(let caller):
                state = .finished(end)
                return caller
            case .new, .cancelledEarly:
                state = .finished(end)
                return nil
            case .finished: return nil
            }
        }
    }
}
