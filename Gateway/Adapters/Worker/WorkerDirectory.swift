import Locks

/// The image workers that are configured, and how many calls each carries.
package final class WorkerDirectory: Sendable {
    private struct State {
        var inFlight: [Int]
        var next = 0
    }

    /// Base URLs without a trailing slash; never empty.
    package let urls: [String]
    private let state: Locked<State>

    /// Those workers, in the order of the setting.
    package init(urls: [String]) {
        self.urls = urls
        state = Locked(State(inFlight: urls.map { _ in 0 }))
    }

    /// All workers, the least busy first; among equals each is first in turn.
    package func byLoad() -> [String] {
        let (load, first) = state.withLock { state in
            defer { state.next = (state.next + 1) % state.inFlight.count }
            return (state.inFlight, state.next)
        }
        let turn = urls.indices.map { ($0 + first) % urls.count }
        return turn.sorted { load[$0] < load[$1] }.map { urls[$0] }
    }

    /// Counts a call to that worker while `body` runs.
    func carrying<Result: Sendable>(
        _ url: String, _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        count(url, +1)
        defer { count(url, -1) }
        return try await body()
    }

    private func count(_ url: String, _ change: Int) {
        guard let index = urls.firstIndex(of: url) else { return }
        state.withLock { $0.inFlight[index] += change }
    }
}
