/// A moment of the wall clock, in milliseconds, and its text forms.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Since 1970-01-01T00:00:00Z.
    package let unixMilliseconds: Int64

    /// The years 1 to 9999 have text forms; what is outside is moved to the nearest of them.
    package init(unixMilliseconds: Int64) {
        self.unixMilliseconds = min(max(unixMilliseconds, Self.earliest), Self.latest)
    }

    /// Seconds with fractions, as `TimeSource.unixSeconds` gives them; what is no number counts as 0.
    package init(unixSeconds: Double) {
        let milliseconds = unixSeconds.isNaN ? 0 : (unixSeconds * 1000).rounded(.down)
        self.init(unixMilliseconds: Int64(min(max(milliseconds, Double(Self.earliest)), Double(Self.latest))))
    }

    package static func < (one: Timestamp, other: Timestamp) -> Bool {
        one.unixMilliseconds < other.unixMilliseconds
    }

    /// Whole seconds, rounded down.
    package var unixSeconds: Int64 { civil.secondsOfEpoch }

    var civil: CivilTime { CivilTime(unixMilliseconds: unixMilliseconds) }

    private static let earliest: Int64 = -62_135_596_800_000
    private static let latest: Int64 = 253_402_300_799_999
}
