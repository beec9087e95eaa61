/// Submits of the last 60 seconds, each with its time.
///
/// A sliding window and not a token bucket: a bucket that is full lets twice its rate through in one minute, and a
/// provider that counts, in whatever minutes, must never count more than it allows.
struct SubmitWindow: Sendable {
    private static let length = Duration.seconds(60)

    private let most: Int
    private var times: [ContinuousClock.Instant] = []
    private var start = 0

    /// 0: no limit, and nothing is kept.
    init(most: Int) { self.most = most }

    /// When the next may leave; nil: now.
    mutating func opens(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        guard most > 0 else { return nil }
        while start < times.count, times[start].advanced(by: Self.length) <= now { start += 1 }
        shrink()
        return times.count - start < most ? nil : times[start].advanced(by: Self.length)
    }

    mutating func note(_ now: ContinuousClock.Instant) {
        if most > 0 { times.append(now) }
    }

    /// One that was to leave at that time has not left.
    mutating func withdraw(_ time: ContinuousClock.Instant) {
        guard let index = times[start...].lastIndex(of: time) else { return }
        times.remove(at: index)
    }

    private mutating func shrink() {
        guard start >= 64, start * 2 >= times.count else { return }
        times.removeFirst(start)
        start = 0
    }
}
