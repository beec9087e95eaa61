import EventLoop
import HTTPCore
import HTTPServer
import Locks
import Observability
import TestSupport

/// A server on a free port with a loop of its own, for as long as `body` runs.
func withServer(
    _ routes: @Sendable (inout Router) -> Void, middleware: [any Middleware] = [],
    observers: [any RequestObserver] = [], settings: ServerSettings = ServerSettings(),
    _ body: @Sendable (RunningServer) async throws -> Void
) async throws {
    var router = Router()
    routes(&router)
    let loop = try EventLoop(name: "test-server")
    loop.start()
    let server = HTTPServer(
        loop: loop, settings: settings, observers: observers, handler: chain(middleware, router.handler))
    let port = try server.bind()
    let running = Task { try await server.run() }  // Ended below; the body must run beside it.
    let outcome: Result<Void, any Error>
    do {
        outcome = .success(try await body(RunningServer(port: port, server: server, loop: loop, task: running)))
    } catch {
        outcome = .failure(error)
    }
    server.stop()
    running.cancel()
    try await running.value
    await stop(loop)
    try outcome.get()
}

/// Joins the loop's thread on a thread of its own: joining blocks.
private func stop(_ loop: EventLoop) async {
    await withCheckedContinuation { continuation in
        let isRunning = Thread.start {
            loop.stop()
            continuation.resume()
        }
        precondition(isRunning, "the system gave no thread")
    }
}

/// What a test needs of a server.
struct RunningServer: Sendable {
    let port: Int
    let server: HTTPServer
    let loop: EventLoop
    fileprivate let task: Task<Void, any Error>

    /// As at the end of a drain that took too long.
    func cancel() { task.cancel() }

    var http: PlainHTTP { PlainHTTP(port: port) }
}
