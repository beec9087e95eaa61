/// How far the process is on its way out.
package enum DrainState: String, Sendable, CaseIterable, Comparable {
    /// Ready for work.
    case serving
    /// Still serving, but saying not to be ready, so that load balancers turn away.
    case notReady
    /// No new work; what is in flight may finish.
    case stopping
    /// Whatever is left is cancelled.
    case cancelled

    package static func < (one: DrainState, other: DrainState) -> Bool {
        one.order < other.order
    }

    private var order: Int {
        switch self {
        case .serving: 0
        case .notReady: 1
        case .stopping: 2
        case .cancelled: 3
        }
    }
}

/// The way out as a state machine: events in, what to do out. Knows no clock and no signal.
struct DrainPhases {
    enum Action: Equatable {
        case none
        /// Come back with `waited(in:)` after this long.
        case wait(Duration, in: DrainState)
    }

    /// Only forward: serving → notReady → stopping → cancelled, any of them may be left out.
    private(set) var state = DrainState.serving
    private let delay: Duration
    private let limit: Duration

    init(delay: Duration, limit: Duration) {
        self.delay = delay
        self.limit = limit
    }

    /// Somebody wants the process to end; who asks twice wants it at once.
    mutating func asked() -> Action {
        switch state {
        case .serving:
            if delay <= .zero { return stop() }
            state = .notReady
            return .wait(delay, in: .notReady)
        case .notReady, .stopping:
            state = .cancelled
            return .none
        case .cancelled: return .none
        }
    }

    /// Part of the process broke: there is nothing to be gained by the delay.
    mutating func failed() -> Action {
        switch state {
        case .serving, .notReady: stop()
        case .stopping, .cancelled: .none
        }
    }

    /// The wait begun in `begun` is over; late ones change nothing.
    mutating func waited(in begun: DrainState) -> Action {
        guard begun == state else { return .none }
        switch state {
        case .notReady: return stop()
        case .stopping:
            state = .cancelled
            return .none
        case .serving, .cancelled: return .none
        }
    }

    private mutating func stop() -> Action {
        state = .stopping
        return .wait(limit, in: .stopping)
    }
}
