import Lifecycle
import Locks

/// Remembers by which attempts an order was asked for, so that a client library that repeats a request by itself joins
/// the running or finished attempts and pays once.
package final class RecentOrders: Sendable {
    fileprivate struct Entry {
        let attempt: String
        let at: ContinuousClock.Instant
    }

    fileprivate struct Table {
        var entries: [String: Entry] = [:]
        /// In order of time, from `first` on; those before it are gone.
        var order: [String] = []
        var first = 0
    }

    private let table = Locked(Table())
    private let time: any TimeSource
    private let lifetime: Duration
    private let most: Int

    /// Keeps at most that many orders for that long: as long as a worker keeps what was made, unless told.
    package init(time: any TimeSource, lifetime: Duration = .seconds(24 * 3600), most: Int = 20_000) {
        self.time = time
        self.lifetime = lifetime
        self.most = most
    }

    /// The attempt for an order with that fingerprint: for a repeated request the one of the request before, if it is
    /// known; else a new one, made by `make`.
    package func attempt(for fingerprint: String, isRepeated: Bool, make: () -> String) -> AttemptName {
        let now = time.now
        return table.withLock { table in
            if isRepeated, let known = table.entries[fingerprint], known.at.advanced(by: lifetime) > now {
                return AttemptName(id: known.attempt, isRepeated: true)
            }
            let name = AttemptName(id: make(), isRepeated: false)
            table.note(fingerprint, Entry(attempt: name.id, at: now), most: most)
            return name
        }
    }
}

extension RecentOrders.Table {
    fileprivate mutating func note(_ fingerprint: String, _ entry: RecentOrders.Entry, most: Int) {
        if entries.updateValue(entry, forKey: fingerprint) == nil { order.append(fingerprint) }
        while entries.count > most {
            entries[order[first]] = nil
            first += 1
        }
        // The list is cut once half of it is gone, so that each order is moved at most once or twice.
        if first > 64, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
    }
}

/// The attempt that a call is made under.
package struct AttemptName: Sendable, Equatable {
    package var id: String
    /// Whether a worker may have it already.
    package var isRepeated: Bool

    /// An attempt of that id.
    package init(id: String, isRepeated: Bool) {
        self.id = id
        self.isRepeated = isRepeated
    }

    /// The attempt of one picture of several.
    package func item(_ number: Int) -> AttemptName {
        AttemptName(id: "\(id)-\(number)", isRepeated: isRepeated)
    }
}
