/// Runs services until all have ended, and ends them in the right order.
///
/// Members stand in order of dependency: each may use those before it. When the drain reaches `stopping` they are ended
/// one after the other, the last first: a graceful one is asked and waited for, another is cancelled. At `cancelled`
/// whatever still runs is cancelled.
package struct ServiceGroup: Sendable {
    /// What happens to a member, for the log.
    package enum Event: Sendable {
        case stopping(String)
        case finished(String)
        case failed(String, any Error)
    }

    private let members: [ServiceRun]
    private let drain: Drain
    private let report: @Sendable (Event) -> Void

    package init(
        _ members: [(name: String, service: any Service)], drain: Drain,
        report: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.members = members.map(ServiceRun.init)
        self.drain = drain
        self.report = report
    }

    /// Returns when every member has ended; throws the error of the first that failed.
    ///
    /// A member that returns early has just finished; one that throws makes the others stop. May run once.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await drain.run() }
            for member in members { group.addTask { await run(member) } }
            group.addTask { await stopInReverse() }
            group.addTask { await cancelAtLimit() }
            for member in members { try? await member.ended.wait() }
            group.cancelAll()
        }
        for member in members { try member.rethrow() }
        try Task.checkCancellation()
    }

    private func run(_ member: ServiceRun) async {
        let failure = await member.run()
        if let failure {
            report(.failed(member.name, failure))
            drain.fail()
        } else {
            report(.finished(member.name))
        }
        member.ended.open()
    }

    private func stopInReverse() async {
        do {
            try await drain.waitFor(.stopping)
            for member in members.reversed() where !member.ended.isOpen {
                report(.stopping(member.name))
                member.stop()
                try await member.ended.wait()
            }
        } catch {
            // Cancelled: every member has ended, or is cancelled with this task.
        }
    }

    private func cancelAtLimit() async {
        do {
            try await drain.waitFor(.cancelled)
            for member in members { member.cancelled.open() }
        } catch {
            // As above.
        }
    }
}
