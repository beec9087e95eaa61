import Lifecycle
import Locks

/// Remembers by which attempts an order was asked for, so that a client library that repeats a request by itself joins
/// the running or finished attempts and pays once.
package final class RecentOrders: Sendable {
    fileprivate struct Entry {
        let attempt: String
        let at: ContinuousClock.Instant
        /// Its answer has left, as far as we know.
        var isAnswered = false
    }

    fileprivate struct Table {
        /// Of one order, those first that a repetition is for first.
        var entries: [String: [Entry]] = [:]
        var count = 0
        /// In order of time, from `first` on; those before it are gone.
        var order: [(fingerprint: String, attempt: String)] = []
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

    /// The attempt for an order with that fingerprint: for a repeated request the one of a request before, if there is
    /// one; else a new one, made by `make`.
    ///
    /// Equal orders that run side by side each have their own; which of them a repetition belongs to nobody can tell, so
    /// each joins another one, those first that have had no answer.
    package func attempt(for fingerprint: String, isRepeated: Bool, make: () -> String) -> AttemptName {
        let now = time.now
        return table.withLock { table in
            table.dropOld(fingerprint, before: now.advanced(by: .zero - lifetime))
            if isRepeated, let known = table.next(fingerprint) { return AttemptName(id: known, isRepeated: true) }
            let name = AttemptName(id: make(), isRepeated: false)
            table.note(fingerprint, Entry(attempt: name.id, at: now), most: most)
            return name
        }
    }

    /// The answer to that attempt has left.
    package func answered(_ fingerprint: String, _ attempt: String) {
        table.withLock { $0.change(fingerprint, attempt) { $0.isAnswered = true } }
    }

    /// The attempt certainly came to nothing: a repetition is a new one.
    package func forget(_ fingerprint: String, _ attempt: String) {
        table.withLock { $0.remove(fingerprint, attempt) }
    }
}

extension RecentOrders.Table {
    /// The one that a repetition joins; the next repetition joins the one behind it.
    fileprivate mutating func next(_ fingerprint: String) -> String? {
        guard var known = entries[fingerprint], !known.isEmpty else { return nil }
        let entry = known.remove(at: known.firstIndex { !$0.isAnswered } ?? known.count - 1)
        known.append(entry)
        entries[fingerprint] = known
        return entry.attempt
    }

    fileprivate mutating func note(_ fingerprint: String, _ entry: RecentOrders.Entry, most: Int) {
        entries[fingerprint, default: []].append(entry)
        order.append((fingerprint, entry.attempt))
        count += 1
        while count > most, first < order.count {
            remove(order[first].fingerprint, order[first].attempt)
            first += 1
        }
        // The list is cut once half of it is gone, so that each order is moved at most once or twice.
        if first > 64, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
    }

    fileprivate mutating func change(
        _ fingerprint: String, _ attempt: String, _ change: (inout RecentOrders.Entry) -> Void
    ) {
        guard var known = entries[fingerprint], let index = known.firstIndex(where: { $0.attempt == attempt }) else {
            return
        }
        change(&known[index])
        entries[fingerprint] = known
    }

    fileprivate mutating func remove(_ fingerprint: String, _ attempt: String) {
        guard let known = entries[fingerprint] else { return }
        keep(known.filter { $0.attempt != attempt }, of: known, fingerprint)
    }

    fileprivate mutating func dropOld(_ fingerprint: String, before limit: ContinuousClock.Instant) {
        guard let known = entries[fingerprint] else { return }
        keep(known.filter { $0.at >= limit }, of: known, fingerprint)
    }

    private mutating func keep(
        _ rest: [RecentOrders.Entry], of known: [RecentOrders.Entry], _ fingerprint: String
    ) {
        count -= known.count - rest.count
        entries[fingerprint] = rest.isEmpty ? nil : rest
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
