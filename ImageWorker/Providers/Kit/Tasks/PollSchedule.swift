/// When a task is looked at: at whole multiples of the interval after acceptance, so that looks neither drift nor bunch.
package struct PollSchedule: Sendable {
    private let start: ContinuousClock.Instant
    private let interval: Duration
    private let first: Int
    private var multiple: Int

    /// The first look is due one interval after `start`, or at `start` for a task that is resumed.
    package init(from start: ContinuousClock.Instant, every interval: Duration, lookAtOnce: Bool = false) {
        self.start = start
        self.interval = interval
        first = lookAtOnce ? -1 : 0
        multiple = first
    }

    /// Looks whose time has come so far, with those that were left out.
    package var passed: Int { multiple - first }

    /// When the next look is due; those whose time has passed, because a look took so long, are left out.
    package mutating func next(now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        multiple += 1
        if interval > .zero, multiple > 0 {
            let passed = Int((start.duration(to: now) / interval).rounded(.down))
            multiple = max(multiple, passed)
        }
        return start.advanced(by: interval * multiple)
    }
}
