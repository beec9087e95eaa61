/// Something that runs as long as the process: a server, a dispatcher, a poller.
package protocol Service: Sendable {
    /// Works until finished or cancelled. An error that leaves it brings the whole group down.
    func run() async throws
}

/// A service that can finish what it has begun when asked, instead of being cancelled.
package protocol GracefulService: Service {
    /// Asks for the end: take no new work, finish what is begun, return from `run()`.
    ///
    /// Returns at once, may be called before `run()` and more than once. What is left at the drain's limit is cancelled.
    func stop()
}
