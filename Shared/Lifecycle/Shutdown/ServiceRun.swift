import Locks

/// One member of a group while it runs: may be stopped or cancelled without the others.
final class ServiceRun: Sendable {
    let name: String
    let ended = Latch()
    let cancelled = Latch()
    private let service: any Service
    private let failure = Locked<(any Error)?>(nil)

    init(name: String, service: any Service) {
        self.name = name
        self.service = service
    }

    /// Runs the service to its end and gives its error, if any, for the log.
    ///
    /// Once it was cancelled on purpose its error is no failure of the process.
    func run() async -> (any Error)? {
        do {
            try await runCancellable()
            return nil
        } catch is CancellationError where cancelled.isOpen || Task.isCancelled {
            return nil
        } catch {
            if !cancelled.isOpen { failure.withLock { $0 = error } }
            return error
        }
    }

    func stop() {
        if let graceful = service as? any GracefulService { graceful.stop() } else { cancelled.open() }
    }

    func rethrow() throws {
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func runCancellable() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await self.service.run()
                return true
            }
            group.addTask {
                try await self.cancelled.wait()
                return false
            }
            // Cancelled by name: the service is cancelled and its own end still waited for.
            if try await group.next() == false { group.cancelAll() } else { return group.cancelAll() }
            _ = try await group.next()
        }
    }
}
