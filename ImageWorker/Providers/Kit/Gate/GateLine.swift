/// One caller's place at a gate: who has the smaller one came earlier.
package struct GateTicket: Hashable, Comparable, Sendable {
    let number: UInt64

    package static func < (one: GateTicket, other: GateTicket) -> Bool { one.number < other.number }
}

/// Tickets in order of arrival. One that comes back stands where it stood; leaving costs nothing.
struct GateLine: Sendable {
    private var tickets: [GateTicket] = []
    private var start = 0
    /// Left, and still among the tickets.
    private var gone: Set<GateTicket> = []

    var count: Int { tickets.count - start - gone.count }
    var isEmpty: Bool { count == 0 }

    var first: GateTicket? {
        mutating get {
            dropGone()
            return start < tickets.count ? tickets[start] : nil
        }
    }

    mutating func insert(_ ticket: GateTicket) {
        if let last = tickets.last, start < tickets.count, ticket < last {
            tickets.insert(ticket, at: place(of: ticket))
        } else {
            tickets.append(ticket)
        }
    }

    mutating func removeFirst() {
        dropGone()
        if start < tickets.count { start += 1 }
        shrink()
    }

    /// Of a ticket that is in the line.
    mutating func remove(_ ticket: GateTicket) {
        gone.insert(ticket)
        if gone.count > count + 64 || isEmpty {
            tickets = tickets[start...].filter { !gone.contains($0) }
            (start, gone) = (0, [])
        }
    }

    mutating func removeAll() -> [GateTicket] {
        defer { self = GateLine() }
        return tickets[start...].filter { !gone.contains($0) }
    }

    private mutating func dropGone() {
        while start < tickets.count, gone.remove(tickets[start]) != nil { start += 1 }
    }

    private mutating func shrink() {
        guard start >= 64, start * 2 >= tickets.count else { return }
        tickets.removeFirst(start)
        start = 0
    }

    private func place(of ticket: GateTicket) -> Int {
        var (low, high) = (start, tickets.count)
        while low < high {
            let middle = (low + high) / 2
            if tickets[middle] < ticket { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
