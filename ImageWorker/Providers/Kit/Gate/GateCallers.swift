import ImageWorkerCore

/// Behind the lock of a gate: its state, who of its callers is to be woken, and the alarm.
struct GateCallers: Sendable {
    typealias Waiter = CheckedContinuation<Result<Void, GenerationError>, Never>
    typealias Call = (waiter: Waiter, result: Result<Void, GenerationError>)

    enum Caller {
        /// In the line; its continuation is not here yet.
        case arriving
        case waiting(Waiter)
        /// Its wait ended before its continuation came.
        case told(Result<Void, GenerationError>)
    }

    struct Alarm {
        let at: ContinuousClock.Instant
        let task: Task<Void, Never>
    }

    var state: GateState
    var callers: [GateTicket: Caller] = [:]
    var alarm: Alarm?
    var counts = GateCounts()

    init(state: GateState) { self.state = state }
}

extension GateCallers {
    func isWaiting(_ ticket: GateTicket) -> Bool {
        switch callers[ticket] {
        case .arriving, .waiting: true
        case .told, nil: false
        }
    }

    /// The waiter to wake; nil: it is not there yet, and will find the result.
    mutating func tell(
        _ ticket: GateTicket, _ result: Result<Void, GenerationError>
    ) -> Waiter? {
        if case .waiting(let waiter)? = callers.removeValue(forKey: ticket) { return waiter }
        callers[ticket] = .told(result)
        return nil
    }

    /// The waiters to wake once the lock is free.
    mutating func carryOut(_ action: GateState.Action) -> [Call] {
        var calls: [Call] = []
        for ticket in action.passed {
            if let waiter = tell(ticket, .success(())) { calls.append((waiter, .success(()))) }
        }
        guard let refusal = action.refusal else { return calls }
        counts.turnedDown += action.refused.count
        for ticket in action.refused {
            if let waiter = tell(ticket, .failure(refusal.error)) { calls.append((waiter, .failure(refusal.error))) }
        }
        return calls
    }

    /// Counts a turn that ended without a picture.
    mutating func ended(_ ticket: GateTicket, _ error: GenerationError) {
        counts.ended(error)
        if error.kind == .rateLimited, state.isSubmitting(ticket) { counts.limited += 1 }
    }
}
