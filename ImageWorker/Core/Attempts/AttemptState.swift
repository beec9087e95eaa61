/// Life of one attempt. Knows no network, no clock, no storage.
package struct AttemptState: Sendable {
    package enum Phase: Sendable, Equatable {
        /// Nothing is at a provider. May go to: submitting, finished.
        case waiting
        /// A request that may cost money is on its way. May go to: accepted, waiting (certainly not billed), finished.
        case submitting
        /// The provider has it. May go to: waiting (certainly not billed, another may be asked), finished.
        case accepted(ProviderTaskID)
        /// The end.
        case finished
    }

    /// Whether a request may leave.
    package enum Permission: Sendable, Equatable {
        case granted
        /// Nobody waits for the picture.
        case abandoned
        /// The process takes no new work.
        case draining
    }

    package private(set) var phase = Phase.waiting
    /// Whether a provider has ever been sent a request that could cost money.
    package private(set) var wasSubmitted = false
    private var callers = 0
    private var isDraining = false

    /// Nothing has happened yet.
    package init() {}

    /// Whether somebody waits for the answer.
    package var isWatched: Bool { callers > 0 }

    /// A request is about to leave.
    package mutating func submits() -> Permission {
        require(phase == .waiting, "submits")
        guard permission == .granted else { return permission }
        phase = .submitting
        wasSubmitted = true
        return .granted
    }

    /// Whether a request might leave now.
    package var permission: Permission {
        if isDraining { return .draining }
        return callers > 0 ? .granted : .abandoned
    }

    /// Whether a request is out, or its task is at a provider.
    package var mayBeBilled: Bool {
        switch phase {
        case .submitting, .accepted: true
        case .waiting, .finished: false
        }
    }

    /// The provider certainly made nothing; another try, or another provider, may follow.
    package mutating func wasNotBilled() {
        guard phase != .finished else { return }
        phase = .waiting
    }

    /// The provider has taken the task; also for one that was submitted earlier and is polled on.
    package mutating func accepted(_ task: ProviderTaskID) {
        require(phase == .submitting || phase == .waiting, "accepted")
        phase = .accepted(task)
        wasSubmitted = true
    }

    /// The outcome is known.
    package mutating func finished() {
        require(phase != .finished, "finished")
        phase = .finished
    }

    /// Somebody waits for the answer from now on.
    package mutating func callerJoined() { callers += 1 }

    /// Somebody does not wait any more; what has been submitted goes on all the same.
    package mutating func callerLeft() {
        require(callers > 0, "callerLeft")
        callers -= 1
    }

    /// From now on nothing is submitted; what is at a provider is waited for.
    package mutating func drains() { isDraining = true }

    /// The task at the provider, while there is one.
    package var providerTask: ProviderTaskID? {
        guard case .accepted(let task) = phase else { return nil }
        return task
    }

    private func require(_ condition: Bool, _ event: StaticString) {
        precondition(condition, "attempt: \(event) in \(self)")
    }
}

extension AttemptState.Permission {
    /// Why no request may leave; nil: it may.
    var error: GenerationError? {
        switch self {
        case .granted: nil
        case .abandoned: GenerationError(.cancelled, billed: .no)
        case .draining: GenerationError(.shuttingDown, billed: .no, retry: .later(after: nil))
        }
    }
}
