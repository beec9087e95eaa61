/// A least amount of bytes for each stretch of time; decides who is too slow.
struct ProgressWindow {
    private var end: ContinuousClock.Instant?
    private var bytes = 0

    /// Nobody is waited for.
    mutating func stop() {
        end = nil
        bytes = 0
    }

    mutating func add(_ count: Int) { bytes += count }

    /// Whether less than `minimum` bytes came in a stretch of `length`; to be asked from time to time while waiting.
    mutating func isTooSlow(_ now: ContinuousClock.Instant, length: Duration, minimum: Int) -> Bool {
        guard let end else {
            self.end = now + length
            bytes = 0
            return false
        }
        guard now >= end else { return false }
        guard bytes >= minimum else { return true }
        self.end = now + length
        bytes = 0
        return false
    }
}
