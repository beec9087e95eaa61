/// One suspended call, resumed once: with a value or an error from the loop, or because its task was cancelled.
package final class LoopWaiter<Value: Sendable>: @unchecked Sendable {
    // @unchecked: both are touched on the loop's thread only.
    private var continuation: CheckedContinuation<Value, any Error>?
    private var early: Result<Value, any Error>?

    /// A waiter that nobody waits for yet.
    package init() {}

    /// Whether `resume` would still have an effect. On the loop only.
    package var isOpen: Bool { early == nil }

    /// Resumes the call; later resumes are ignored. On the loop only.
    package func resume(_ result: Result<Value, any Error>) {
        guard early == nil else { return }
        early = result
        continuation?.resume(with: result)
        continuation = nil
    }

    /// Suspends until `resume`. `register` runs on the loop once the waiter can be resumed.
    /// - Throws: what `resume` was given; `CancellationError` when the task is cancelled meanwhile.
    package func wait(on loop: EventLoop, _ register: @escaping @Sendable () -> Void) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                loop.onLoop {
                    self.begin(continuation)
                    register()
                }
            }
        } onCancel: {
            loop.execute { self.resume(.failure(CancellationError())) }
        }
    }

    private func begin(_ continuation: CheckedContinuation<Value, any Error>) {
        if let early { return continuation.resume(with: early) }
        self.continuation = continuation
    }
}
