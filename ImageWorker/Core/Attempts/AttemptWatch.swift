/// A caller's view of an attempt. Letting go of it, or being cancelled while reading it, counts as leaving.
package struct AttemptWatch: Sendable {
    package let id: AttemptID
    /// Ends after `finished`; ends without it only when the reading task is cancelled.
    package let events: AsyncStream<AttemptEvent>

    /// Waits for the end. Throws `CancellationError` when the caller leaves.
    package func outcome() async throws -> AttemptOutcome {
        for await event in events {
            if case .finished(let outcome) = event { return outcome }
        }
        throw CancellationError()
    }
}
