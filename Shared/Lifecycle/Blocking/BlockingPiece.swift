import Locks

/// Work of any result type, as the queue sees it.
protocol BlockingWork: Sendable {
    func perform()
    func refuse(_ error: BlockingThreadsError)
}

/// One piece of work and the caller that waits for it; resumes that caller exactly once.
final class BlockingPiece<Result: Sendable>: BlockingWork {
    private typealias Caller = CheckedContinuation<Result, any Error>

    private enum State {
        case new
        case cancelledEarly
        case waiting(Caller)
        case running(Caller)
        case finished
    }

    private let work: @Sendable () throws -> Result
    private let state = Locked<State>(.new)

    init(_ work: @escaping @Sendable () throws -> Result) {
        self.work = work
    }

    func start(_ caller: CheckedContinuation<Result, any Error>) {
        let cancelled = state.withLock { state in
            guard case .cancelledEarly = state else {
                state = .waiting(caller)
                return false
            }
            state = .finished
            return true
        }
        if cancelled { caller.resume(throwing: CancellationError()) }
    }

    func perform() {
        guard begin() else { return }
        let result = Swift.Result { try work() }
        finish()?.resume(with: result)
    }

    func refuse(_ error: BlockingThreadsError) {
        finish()?.resume(throwing: error)
    }

    func cancelUnlessBegun() {
        let caller: Caller? = state.withLock { state in
            switch state {
            case .new: state = .cancelledEarly
            case .waiting(let caller):
                state = .finished
                return caller
            case .cancelledEarly, .running, .finished: break
            }
            return nil
        }
        caller?.resume(throwing: CancellationError())
    }

    func abandon() {
        cancelUnlessBegun()
        let caller: Caller? = state.withLock { state in
            guard case .running(let caller) = state else { return nil }
            state = .finished
            return caller
        }
        caller?.resume(throwing: CancellationError())
    }

    private func begin() -> Bool {
        state.withLock { state in
            guard case .waiting(let caller) = state else { return false }
            state = .running(caller)
            return true
        }
    }

    private func finish() -> Caller? {
        state.withLock { state in
            defer { state = .finished }
            switch state {
            case .waiting(let caller), .running(let caller): return caller
            case .new, .cancelledEarly, .finished: return nil
            }
        }
    }
}
