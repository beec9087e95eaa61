/// The limiter's state: who runs, who waits. Knows no lock.
///
/// The line holds tickets in order; a cancelled ticket stays in the line and is skipped, so leaving it costs nothing.
struct PermitQueue {
    typealias Ticket = UInt64
    typealias Waiter = CheckedContinuation<Void, any Error>

    enum Entry: Equatable {
        case admitted, refused, mustWait(Ticket)
    }

    enum Parking {
        case parked, admitted, cancelled
    }

    private enum Place {
        /// Has a ticket; its continuation is not here yet.
        case arriving
        case waiting(Waiter)
        /// Its turn came before its continuation did: it holds a permit.
        case admitted
        /// Cancelled before its continuation came.
        case cancelled
    }

    private(set) var limit: Int
    private(set) var inFlight = 0
    private(set) var waiting = 0
    private let maxWaiting: Int
    private var line: [Ticket] = []
    private var lineStart = 0
    private var places: [Ticket: Place] = [:]
    private var nextTicket: Ticket = 0

    init(limit: Int, maxWaiting: Int) {
        self.limit = max(0, limit)
        self.maxWaiting = maxWaiting
    }

    mutating func enter() -> Entry {
        if inFlight < limit, waiting == 0 {
            inFlight += 1
            return .admitted
        }
        guard waiting < maxWaiting else { return .refused }
        let ticket = nextTicket
        nextTicket += 1
        line.append(ticket)
        places[ticket] = .arriving
        waiting += 1
        return .mustWait(ticket)
    }

    mutating func park(_ waiter: Waiter, with ticket: Ticket) -> Parking {
        switch places[ticket] {
        case .arriving:
            places[ticket] = .waiting(waiter)
            return .parked
        case .admitted:
            places[ticket] = nil
            return .admitted
        case .cancelled:
            places[ticket] = nil
            return .cancelled
        case .waiting, nil: preconditionFailure("ticket \(ticket) parked twice")
        }
    }

    /// Nil when there is nobody to wake: not parked yet, or its turn came first and the permit stands.
    mutating func cancel(_ ticket: Ticket) -> Waiter? {
        switch places[ticket] {
        case .arriving:
            places[ticket] = .cancelled
            leaveLine()
            return nil
        case .waiting(let waiter):
            places[ticket] = nil
            leaveLine()
            return waiter
        case .admitted, .cancelled, nil: return nil
        }
    }

    mutating func leave() -> [Waiter] {
        inFlight -= 1
        return admitNext()
    }

    mutating func resize(to newLimit: Int) -> [Waiter] {
        limit = max(0, newLimit)
        return admitNext()
    }

    private mutating func admitNext() -> [Waiter] {
        var ready: [Waiter] = []
        while inFlight < limit, let ticket = popLine() {
            switch places[ticket] {
            case .arriving: places[ticket] = .admitted
            case .waiting(let waiter):
                places[ticket] = nil
                ready.append(waiter)
            case .admitted, .cancelled, nil: continue
            }
            waiting -= 1
            inFlight += 1
        }
        return ready
    }

    private mutating func popLine() -> Ticket? {
        guard lineStart < line.count else { return nil }
        defer {
            lineStart += 1
            shrinkLine()
        }
        return line[lineStart]
    }

    private mutating func leaveLine() {
        waiting -= 1
        if waiting == 0 {
            line.removeAll(keepingCapacity: line.count <= 1024)
            lineStart = 0
        } else if line.count - lineStart > 2 * waiting + 64 {
            line = line[lineStart...].filter(isWaiting)
            lineStart = 0
        }
    }

    private mutating func shrinkLine() {
        guard lineStart >= 64, lineStart * 2 >= line.count else { return }
        line.removeFirst(lineStart)
        lineStart = 0
    }

    private func isWaiting(_ ticket: Ticket) -> Bool {
        switch places[ticket] {
        case .arriving, .waiting: true
        case .admitted, .cancelled, nil: false
        }
    }
}
