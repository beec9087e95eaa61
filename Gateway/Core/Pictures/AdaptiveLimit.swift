/// How many frames of a batch run side by side: one more after each full round of successes, half after a 429.
package struct AdaptiveLimit: Sendable, Equatable {
    /// What is allowed now, 1...`ceiling`.
    package private(set) var current: Int
    /// What was asked for.
    package let ceiling: Int
    private var successes = 0

    /// Starts at the ceiling.
    package init(ceiling: Int) {
        self.ceiling = max(1, ceiling)
        current = self.ceiling
    }

    /// A frame was served.
    package mutating func succeeded() {
        guard current < ceiling else { return }
        successes += 1
        guard successes >= current else { return }
        successes = 0
        current += 1
    }

    /// The provider said "too many".
    package mutating func rateLimited() {
        successes = 0
        current = max(1, current / 2)
    }
}
