import Lifecycle

/// Time by a loop's own timers: what sleeps on the loop wakes on it, without another thread.
package struct LoopTime: TimeSource {
    private let loop: EventLoop

    /// Sleeps by that loop, which must be running.
    package init(loop: EventLoop) { self.loop = loop }

    package var now: ContinuousClock.Instant { .now }

    package var unixSeconds: Double { SystemTime().unixSeconds }

    package func sleep(until deadline: ContinuousClock.Instant) async throws {
        try Task.checkCancellation()
        let sleep = LoopSleep()
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                loop.onLoop { sleep.begin(continuation, until: deadline, on: loop) }
            }
        } onCancel: {
            loop.onLoop { sleep.cancel() }
        }
    }
}

/// One sleep: the timer and the cancellation race for its end.
private final class LoopSleep: @unchecked Sendable {
    // @unchecked: touched on the loop's thread only.
    private var continuation: UnsafeContinuation<Void, any Error>?
    private var timer: LoopTimer?
    private var isCancelled = false

    func begin(
        _ continuation: UnsafeContinuation<Void, any Error>, until deadline: ContinuousClock.Instant, on loop: EventLoop
    ) {
        guard !isCancelled else { return continuation.resume(throwing: CancellationError()) }
        self.continuation = continuation
        timer = loop.schedule(at: deadline) { self.end(.success(())) }
    }

    func cancel() {
        isCancelled = true
        timer?.cancel()
        end(.failure(CancellationError()))
    }

    private func end(_ result: Result<Void, any Error>) {
        let waiting = continuation
        continuation = nil
        waiting?.resume(with: result)
    }
}
