/// Where time comes from: the system, an event loop, or a test's hand.
///
/// Code that sleeps, polls or retries takes one by init and never asks a clock itself.
package protocol TimeSource: Sendable {
    /// Monotonic; for deadlines and durations.
    var now: ContinuousClock.Instant { get }

    /// Wall clock, seconds since 1970 with fractions; for what is shown and stored.
    var unixSeconds: Double { get }

    /// Returns at `deadline`, at once if that has passed. Throws `CancellationError` when the task is cancelled.
    func sleep(until deadline: ContinuousClock.Instant) async throws
}

extension TimeSource {
    /// Sleeps for `duration` from now.
    package func sleep(for duration: Duration) async throws {
        try await sleep(until: now.advanced(by: duration))
    }
}
