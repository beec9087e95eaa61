import Lifecycle

/// The time in which nothing is submitted, after the provider has answered by a limit.
struct CoolDown: Sendable {
    private let pause: Backoff
    private var until: ContinuousClock.Instant?
    /// When the last limit was heard that began a cool-down.
    private var heardAt: ContinuousClock.Instant?
    /// Limits in a row, each after the cool-down before it.
    private(set) var strikes = 0

    /// An hour later the provider is asked again, whatever it said: `Retry-After` is an outside number.
    static let longest = Duration.seconds(3600)
    /// The pause does not grow beyond this strike; its cap comes long before.
    private static let lastStrike = 16

    init(pause: Backoff) { self.pause = pause }

    func left(_ now: ContinuousClock.Instant) -> Duration {
        until.map { max(.zero, now.duration(to: $0)) } ?? .zero
    }

    /// A submit that left at `sent` was answered by a limit, with that `Retry-After` if there was one.
    ///
    /// Those that were on their way when an earlier one heard of it say nothing new; their `Retry-After` does.
    mutating func limited(sent: ContinuousClock.Instant, told: Duration?, _ now: ContinuousClock.Instant) {
        let isNew = heardAt.map { sent > $0 } ?? true
        if isNew {
            strikes = min(strikes + 1, Self.lastStrike)
            heardAt = now
        }
        let own = isNew ? pause.delay(beforeRetry: strikes) ?? .zero : .zero
        let end = now.advanced(by: min(told ?? own, Self.longest))
        until = until.map { max($0, end) } ?? end
    }

    /// The provider takes submits.
    mutating func accepted() { strikes = 0 }
}
