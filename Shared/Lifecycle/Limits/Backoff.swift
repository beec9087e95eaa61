/// How long to wait before trying again, and when to give up.
package struct Backoff: Sendable, Equatable {
    /// How chance spreads callers that failed together.
    package enum Jitter: Sendable, Equatable {
        /// Exactly the computed delay.
        case none
        /// Half the computed delay, and the other half by chance.
        case equal
        /// Anything between nothing and the computed delay.
        case full
    }

    /// Delay before the first retry; doubled for each further one.
    package var base: Duration
    /// No computed delay is longer.
    package var cap: Duration
    /// Retries, not counting the first try.
    package var maxRetries: Int
    package var jitter: Jitter
    /// A server that asks for more patience than this is given up on.
    package var longestRetryAfter: Duration

    package init(
        base: Duration = .seconds(1),
        cap: Duration = .seconds(60),
        maxRetries: Int = 2,
        jitter: Jitter = .equal,
        longestRetryAfter: Duration = .seconds(60)
    ) {
        self.base = base
        self.cap = cap
        self.maxRetries = maxRetries
        self.jitter = jitter
        self.longestRetryAfter = longestRetryAfter
    }

    /// The wait before retry number `retry` (from 1), or nil: give up.
    ///
    /// A server's `Retry-After` is never undercut; our own delay may be longer. `chance` gives a number from 0 to 1.
    // Not a generator passed `inout`: the system's has no size and so no storage of its own, and ThreadSanitizer takes
    // two threads that use it at once for two writers of one place.
    package func delay(
        beforeRetry retry: Int, retryAfter: Duration? = nil, chance: () -> Double = { .random(in: 0...1) }
    ) -> Duration? {
        guard retry >= 1, retry <= maxRetries else { return nil }
        let own = jittered(ceiling(retry), chance)
        guard let retryAfter else { return own }
        return retryAfter > longestRetryAfter ? nil : max(own, retryAfter)
    }

    /// Doubled `retry - 1` times, without overflow.
    private func ceiling(_ retry: Int) -> Duration {
        var delay = min(base, cap)
        for _ in 1..<retry where delay < cap { delay = min(delay * 2, cap) }
        return delay
    }

    private func jittered(_ delay: Duration, _ chance: () -> Double) -> Duration {
        switch jitter {
        case .none: delay
        case .equal: delay / 2 + delay / 2 * chance()
        case .full: delay * chance()
        }
    }
}
