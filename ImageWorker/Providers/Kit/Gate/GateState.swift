import Lifecycle

/// Who of the callers of one provider key is inside, who waits, and until when nobody may submit. Knows no lock, no
/// clock, no task.
///
/// After each event ask `proceed` whose turn has come.
package struct GateState: Sendable {
    package enum Arrival: Sendable, Equatable {
        /// It may submit.
        case passes
        /// `proceed` will name it.
        case waits
        case refused(Refusal)
    }

    /// Why a caller does not even wait, and when another try may do better.
    package struct Refusal: Sendable, Equatable {
        package enum Reason: Sendable { case queueFull, coolDown }
        package let reason: Reason
        package let after: Duration

        /// For that reason, for so long.
        package init(reason: Reason, after: Duration) {
            self.reason = reason
            self.after = after
        }
    }

    /// What the shell does now.
    package struct Action: Sendable, Equatable {
        /// In order of arrival.
        package var passed: [GateTicket] = []
        package var refused: [GateTicket] = []
        /// Of those refused.
        package var refusal: Refusal?
        /// When to ask again, though nothing happens; nil: never.
        package var alarm: ContinuousClock.Instant?
    }

    private enum Place {
        /// In the line.
        case waiting
        /// Inside; its submit is not answered.
        case submitting(ContinuousClock.Instant)
        /// Inside; the provider has its task.
        case accepted(ContinuousClock.Instant)
        /// Its submit came to nothing and it may come back: outside, with its place in the line kept.
        case away
    }

    private enum Passage: Equatable {
        case open
        case opens(ContinuousClock.Instant)
        case whenOneEnds
    }

    private let limits: GateLimits
    private var places: [GateTicket: Place] = [:]
    private var line = GateLine()
    private var window: SubmitWindow
    private var coolDown: CoolDown
    private var nextNumber: UInt64 = 0
    /// How long a picture is inside, of late.
    private var stay = Duration.seconds(2)
    /// Pictures between submit and end.
    package private(set) var inFlight = 0

    /// Nobody is there.
    package init(_ limits: GateLimits) {
        self.limits = limits
        window = SubmitWindow(most: limits.perMinute)
        coolDown = CoolDown(pause: limits.pause)
    }

    package var waiting: Int { line.count }

    /// Whether its submit has left and is not answered.
    package func isSubmitting(_ ticket: GateTicket) -> Bool {
        if case .submitting? = places[ticket] { true } else { false }
    }

    /// How long nothing may be submitted yet.
    package func coolDownLeft(_ now: ContinuousClock.Instant) -> Duration { coolDown.left(now) }

    /// A place for a new caller, behind all others.
    package mutating func issue() -> GateTicket {
        nextNumber += 1
        return GateTicket(number: nextNumber)
    }

    // MARK: - Events

    /// A caller wants to submit. One that comes back is let in before those who came after it, and a full queue is
    /// nothing to it.
    package mutating func arrives(_ ticket: GateTicket, _ now: ContinuousClock.Instant) -> Arrival {
        let left = coolDown.left(now)
        guard left <= limits.longestWait else { return refuse(ticket, .coolDown, left) }
        if isNext(ticket), passage(now) == .open {
            admit(ticket, now)
            return .passes
        }
        guard isAway(ticket) || line.count < limits.queue else { return refuse(ticket, .queueFull, nextMove(now)) }
        places[ticket] = .waiting
        line.insert(ticket)
        return .waits
    }

    /// A task that was accepted earlier is waited for: it is inside, and nobody is asked.
    package mutating func resumes(_ ticket: GateTicket, _ now: ContinuousClock.Instant) {
        places[ticket] = .accepted(now)
        inFlight += 1
    }

    /// The caller has gone, or may not submit; false: it was not in the line. What it was let in for has not left.
    @discardableResult
    package mutating func leaves(_ ticket: GateTicket) -> Bool {
        guard let place = places.removeValue(forKey: ticket) else { return false }
        switch place {
        case .waiting:
            line.remove(ticket)
            return true
        case .submitting(let time):
            window.withdraw(time)
            inFlight -= 1
        case .accepted: inFlight -= 1
        case .away: break
        }
        return false
    }

    /// The provider has the task.
    package mutating func accepted(_ ticket: GateTicket) {
        guard case .submitting(let time)? = places[ticket] else { return }
        places[ticket] = .accepted(time)
        coolDown.accepted()
    }

    /// The submit certainly came to nothing, and may be sent again.
    package mutating func turnedAway(_ ticket: GateTicket, _ answer: GateAnswer, _ now: ContinuousClock.Instant) {
        hears(answer, ticket, now)
        if goesOut(ticket) != nil { places[ticket] = .away }
    }

    /// The caller is done: it has the picture, or there is none.
    package mutating func ends(_ ticket: GateTicket, _ answer: GateAnswer, _ now: ContinuousClock.Instant) {
        hears(answer, ticket, now)
        if let since = goesOut(ticket) { stay += (since.duration(to: now) - stay) / 8 }
        leaves(ticket)
    }

    /// Those whose turn has come.
    package mutating func proceed(_ now: ContinuousClock.Instant) -> Action {
        var action = Action()
        let left = coolDown.left(now)
        if left > limits.longestWait, !line.isEmpty {
            action.refusal = Refusal(reason: .coolDown, after: left)
            action.refused = line.removeAll()
            for ticket in action.refused { places[ticket] = nil }
        }
        var passage = passage(now)
        while passage == .open, let ticket = line.first {
            line.removeFirst()
            admit(ticket, now)
            action.passed.append(ticket)
            passage = self.passage(now)
        }
        if case .opens(let moment) = passage, !line.isEmpty { action.alarm = moment }
        return action
    }

    // MARK: - Rules

    private mutating func passage(_ now: ContinuousClock.Instant) -> Passage {
        let left = coolDown.left(now)
        if left > .zero { return .opens(now.advanced(by: left)) }
        if limits.concurrency > 0, inFlight >= limits.concurrency { return .whenOneEnds }
        return window.opens(now).map { .opens($0) } ?? .open
    }

    private mutating func isNext(_ ticket: GateTicket) -> Bool { line.first.map { ticket < $0 } ?? true }

    /// Whether it may come back.
    package func isAway(_ ticket: GateTicket) -> Bool {
        if case .away? = places[ticket] { true } else { false }
    }

    private mutating func admit(_ ticket: GateTicket, _ now: ContinuousClock.Instant) {
        places[ticket] = .submitting(now)
        inFlight += 1
        window.note(now)
    }

    private mutating func refuse(_ ticket: GateTicket, _ reason: Refusal.Reason, _ after: Duration) -> Arrival {
        places[ticket] = nil
        return .refused(Refusal(reason: reason, after: after))
    }

    /// When one of the line will be let in, as far as can be told.
    private mutating func nextMove(_ now: ContinuousClock.Instant) -> Duration {
        switch passage(now) {
        case .open: .zero
        case .opens(let moment): now.duration(to: moment)
        case .whenOneEnds: stay / limits.concurrency
        }
    }

    /// A limit counts where a submit was answered by it.
    private mutating func hears(_ answer: GateAnswer, _ ticket: GateTicket, _ now: ContinuousClock.Instant) {
        guard case .submitting(let time)? = places[ticket] else { return }
        switch answer {
        case .limit(let told): coolDown.limited(sent: time, told: told, now)
        case .picture: coolDown.accepted()
        case .other: break
        }
    }

    /// Since when it was inside; nil: it was not.
    private mutating func goesOut(_ ticket: GateTicket) -> ContinuousClock.Instant? {
        switch places[ticket] {
        case .submitting(let time), .accepted(let time):
            places[ticket] = nil
            inFlight -= 1
            return time
        case .waiting, .away, nil: return nil
        }
    }
}

/// What a turn at the provider says about its limits.
package enum GateAnswer: Sendable, Equatable {
    case picture
    /// A limit of calls or of tasks side by side, or whatever else came with a `Retry-After`.
    case limit(told: Duration?)
    case other
}
