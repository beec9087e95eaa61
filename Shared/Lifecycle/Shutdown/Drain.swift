import Locks

/// The process's way out, for all parts to see: readiness asks `isReady`, services wait for a state.
///
/// `begin()` starts it; `run()`, which `ServiceGroup` calls, keeps its time.
package final class Drain: Sendable {
    private let phases: Locked<DrainPhases>
    private let time: any TimeSource
    private let reached: [DrainState: Latch]
    private let waits: AsyncStream<(Duration, DrainState)>
    private let begun: AsyncStream<(Duration, DrainState)>.Continuation

    /// Not ready for `delay`, then `limit` for what is in flight.
    package init(delay: Duration, limit: Duration, time: any TimeSource) {
        phases = Locked(DrainPhases(delay: delay, limit: limit))
        self.time = time
        reached = Dictionary(uniqueKeysWithValues: DrainState.allCases.map { ($0, Latch()) })
        (waits, begun) = AsyncStream.makeStream()
        announce(.serving)
    }

    package var state: DrainState { phases.withLock { $0.state } }

    /// What `/readyz` says.
    package var isReady: Bool { state == .serving }

    /// Asks for the end: once to drain, twice to cancel at once. Safe from any thread.
    package func begin() {
        apply { $0.asked() }
    }

    /// A part broke: stop without the delay.
    package func fail() {
        apply { $0.failed() }
    }

    /// Returns once `state` or a later one is reached; throws `CancellationError` when the task is cancelled.
    package func waitFor(_ state: DrainState) async throws {
        try await reached[state]?.wait()
    }

    /// Keeps the time of the phases until cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for await (duration, state) in waits {
                group.addTask { await self.wait(duration, in: state) }
            }
            group.cancelAll()
        }
    }

    private func wait(_ duration: Duration, in state: DrainState) async {
        do {
            try await time.sleep(for: duration)
            apply { $0.waited(in: state) }
        } catch {
            // Cancelled: the group has ended, nobody waits for the next phase.
        }
    }

    private func apply(_ event: (inout DrainPhases) -> DrainPhases.Action) {
        let (action, state) = phases.withLock { phases in (event(&phases), phases.state) }
        announce(state)
        switch action {
        case .none: break
        case .wait(let duration, let state): begun.yield((duration, state))
        }
    }

    private func announce(_ state: DrainState) {
        for (earlier, latch) in reached where earlier <= state { latch.open() }
    }
}
