/// The operation did not end within its time.
package struct DeadlineExceeded: Error, Equatable {
    /// What it was allowed.
    package let limit: Duration

    package init(limit: Duration) {
        self.limit = limit
    }
}

/// Runs `operation`; after `limit` cancels it and throws `DeadlineExceeded`.
///
/// Returns only when the operation has ended: one that ignores cancellation holds its caller.
package func withDeadline<Result: Sendable>(
    _ limit: Duration, time: some TimeSource, operation: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await operation() }
        group.addTask {
            try await time.sleep(for: limit)
            throw DeadlineExceeded(limit: limit)
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw CancellationError() }
        return first
    }
}
