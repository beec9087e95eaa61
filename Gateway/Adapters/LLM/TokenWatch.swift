import GatewayCore
import Lifecycle
import Locks

/// Sees to it that tokens keep coming.
final class TokenWatch: Sendable {
    /// Progress is told at most so often.
    private static let reportEvery: Duration = .milliseconds(250)

    private struct State {
        var tokens = 0
        var lastToken: ContinuousClock.Instant
        var lastReport: ContinuousClock.Instant?
    }

    private let time: any TimeSource
    private let limits: ModelLimits
    private let deadline: ContinuousClock.Instant
    private let state: Locked<State>

    init(time: any TimeSource, limits: ModelLimits, deadline: ContinuousClock.Instant) {
        self.time = time
        self.limits = limits
        self.deadline = deadline
        state = Locked(State(lastToken: time.now))
    }

    /// Notes how many tokens there are; true when it is time to tell.
    func sees(_ tokens: Int) -> Bool {
        let now = time.now
        return state.withLock { state in
            guard tokens > state.tokens else { return false }
            state.tokens = tokens
            state.lastToken = now
            if let last = state.lastReport, last.duration(to: now) < Self.reportEvery { return false }
            state.lastReport = now
            return true
        }
    }

    /// Throws when a limit is passed; runs until then, or until it is cancelled.
    func run() async throws {
        while true {
            let end = min(state.withLock { $0.lastToken }.advanced(by: limits.step), deadline)
            if time.now >= end { throw timedOut(end) }
            try await time.sleep(until: end)
        }
    }

    private func timedOut(_ end: ContinuousClock.Instant) -> ScriptModelError {
        let limit = end == deadline ? limits.call : limits.step
        return .timedOut(seconds: Int(max(1, limit.components.seconds)))
    }
}
