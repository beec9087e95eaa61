/// A caller's view of an attempt. Letting go of it, or being cancelled while reading it, counts as leaving.
package struct AttemptWatch: Sendable {
    let attempt: Attempt
    /// Ends after `finished`; ends without it only when the reading task is cancelled.
    package let events: AsyncStream<AttemptEvent>

    package var id: AttemptID { attempt.id }

    /// Whether the caller named the attempt; the picture of such a one lies in the spool before its end is told.
    package var isNamed: Bool { attempt.isNamed }

    /// What is known now, also after leaving.
    package func record(at now: Double) -> AttemptRecord { attempt.record(at: now) }

    /// Waits for the end. Throws `CancellationError` when the caller leaves.
    package func outcome() async throws -> AttemptOutcome {
        for await event in events {
            if case .finished(let outcome) = event { return outcome }
        }
        throw CancellationError()
    }
}
