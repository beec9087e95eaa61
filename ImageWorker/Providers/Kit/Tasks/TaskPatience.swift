import Lifecycle

/// How often and how long a task is waited for, and when a submit is tried again.
package struct TaskPatience: Sendable {
    /// Looks are due at whole multiples of this after acceptance.
    package var pollInterval: Duration
    /// After so many looks the task counts as timed out; it can still be resumed.
    package var maxPolls: Int
    /// Of submits that certainly cost nothing.
    package var backoff: Backoff
    /// New submits after refusals that are random and unbilled.
    package var refusalResubmits: Int

    /// The contract's: 2 s, 150 looks, 2 retries from 1 s, no resubmits.
    package init(
        pollInterval: Duration = .seconds(2), maxPolls: Int = 150,
        backoff: Backoff = Backoff(base: .seconds(1), cap: .seconds(30), maxRetries: 2), refusalResubmits: Int = 0
    ) {
        self.pollInterval = pollInterval
        self.maxPolls = maxPolls
        self.backoff = backoff
        self.refusalResubmits = refusalResubmits
    }
}
