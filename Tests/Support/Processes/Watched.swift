import Locks

/// A value that tests wait on: each change wakes those who wait, and every wait has an end.
package final class Watched<Value: Sendable>: Sendable {
    private struct State {
        var value: Value
        var waiters: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextID = 0
    }

    private let state: Locked<State>

    /// Starts with that value.
    package init(_ value: Value) {
        state = Locked(State(value: value))
    }

    /// The value now.
    package var value: Value { state.withLock { $0.value } }

    /// Changes the value and wakes who waits.
    package func update(_ change: @Sendable (inout Value) -> Void) {
        let waiters = state.withLock { state in
            change(&state.value)
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.yield() }
    }

    /// Returns what `find` finds in the value, as soon as it finds something.
    ///
    /// Throws `NeverHappened`, naming `what`, when that does not come to pass within `limit`, and what `find` throws.
    package func wait<Found: Sendable>(
        for what: String, within limit: Duration = .seconds(60), _ find: @escaping @Sendable (Value) throws -> Found?
    ) async throws -> Found {
        try await withThrowingTaskGroup(of: Found.self) { group in
            group.addTask { try await self.firstMatch(find) ?? { throw NeverHappened(what: what) }() }
            group.addTask {
                // The end of the wait, not a wait for the event.
                try await Task.sleep(for: limit)
                throw NeverHappened(what: "\(what) (within \(limit))")
            }
            defer { group.cancelAll() }
            guard let found = try await group.next() else { throw NeverHappened(what: what) }
            return found
        }
    }

    private func firstMatch<Found: Sendable>(_ find: @Sendable (Value) throws -> Found?) async throws -> Found? {
        let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextID += 1
            state.waiters[state.nextID] = continuation
            return state.nextID
        }
        defer { state.withLock { $0.waiters[id] = nil } }
        continuation.yield()
        for await _ in changes {
            if let found = try find(value) { return found }
        }
        return nil
    }
}
