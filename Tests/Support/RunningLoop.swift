import EventLoop
import HTTPServer
import Lifecycle
import Locks

/// Runs `body` beside services on a loop of their own; all have ended when this returns.
package func withLoop<Value: Sendable>(
    _ body: @escaping @Sendable (EventLoop) async throws -> Value
) async throws -> Value {
    let loop = try EventLoop(name: "test")
    loop.start()
    let outcome: Result<Value, any Error>
    do {
        outcome = .success(try await body(loop))
    } catch {
        outcome = .failure(error)
    }
    // Joining a thread blocks, so it is done on one of its own.
    await withCheckedContinuation { continuation in
        let isRunning = Thread.start {
            loop.stop()
            continuation.resume()
        }
        precondition(isRunning, "the system gave no thread")
    }
    return try outcome.get()
}

/// Runs services while `body` runs; then they are cancelled and waited for.
package func running<Value: Sendable>(
    _ services: [any Service], on loop: EventLoop, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        for service in services {
            group.addTask(executorPreference: loop) {
                try? await service.run()
                return nil
            }
        }
        group.addTask { try await body() }
        defer { group.cancelAll() }
        while let value = try await group.next() {
            if let value { return value }
        }
        throw NeverHappened(what: "an end of the test's body")
    }
}
