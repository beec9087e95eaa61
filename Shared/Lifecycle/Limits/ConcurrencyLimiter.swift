import Locks

/// At most `limit` bodies side by side; others wait in order of arrival, at most `maxWaiting` of them.
///
/// With `maxWaiting` 0 it is an admission gate: full means refused. Every operation costs the same however many wait.
package final class ConcurrencyLimiter: Sendable {
    private let queue: Locked<PermitQueue>

    /// `limit` may be 0: everybody waits until it is raised.
    package init(limit: Int, maxWaiting: Int = .max) {
        queue = Locked(PermitQueue(limit: limit, maxWaiting: maxWaiting))
    }

    /// Bodies running now.
    package var inFlight: Int { queue.withLock { $0.inFlight } }
    /// Callers in the queue now.
    package var waiting: Int { queue.withLock { $0.waiting } }
    package var limit: Int { queue.withLock { $0.limit } }

    /// Runs `body` once a permit is free.
    ///
    /// Throws `LimiterError.queueFull` when nobody more may wait and `CancellationError` when cancelled while waiting;
    /// in both cases `body` has not run.
    package func withPermit<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> sending Result
    ) async throws -> sending Result {
        try await acquire()
        defer { release() }
        return try await body()
    }

    /// Takes effect at once; a lower limit waits for running bodies to end, it stops none.
    package func resize(to limit: Int) {
        for ready in queue.withLock({ $0.resize(to: limit) }) { ready.resume() }
    }

    private func acquire(isolation: isolated (any Actor)? = #isolation) async throws {
        let entry = queue.withLock { $0.enter() }
        switch entry {
        case .admitted: return
        case .refused: throw LimiterError.queueFull
        case .mustWait(let ticket): try await wait(with: ticket)
        }
    }

    private func wait(with ticket: PermitQueue.Ticket, isolation: isolated (any Actor)? = #isolation) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = queue.withLock { $0.park(continuation, with: ticket) }
                switch outcome {
                case .parked: break
                case .admitted: continuation.resume()
                case .cancelled: continuation.resume(throwing: CancellationError())
                }
            }
        } onCancel: {
            queue.withLock { $0.cancel(ticket) }?.resume(throwing: CancellationError())
        }
    }

    private func release() {
        for ready in queue.withLock({ $0.leave() }) { ready.resume() }
    }
}

/// Why a limiter did not run the body.
package enum LimiterError: Error, Equatable {
    /// As many as may wait are waiting already.
    case queueFull
}
