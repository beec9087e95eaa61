/// Attempts in the order in which something happened to them; which of them still count is for its owner to say.
struct AttemptQueue: Sendable {
    struct Place: Sendable {
        let id: AttemptID
        /// When the attempt was put; another time means another life of the same id.
        let at: ContinuousClock.Instant
    }

    private var places: [Place] = []
    private var first = 0

    var oldest: Place? { first < places.count ? places[first] : nil }

    mutating func removeOldest() { first += 1 }

    /// Adds to the end; the places that do not count any more are thrown out before they outnumber the `living`.
    mutating func append(_ place: Place, living: Int, counts: (Place) -> Bool) {
        if places.count > 2 * living + 64 {
            places = places[first...].filter(counts)
            first = 0
        }
        places.append(place)
    }
}
