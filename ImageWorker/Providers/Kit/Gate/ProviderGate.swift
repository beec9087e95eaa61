import ImageWorkerCore
import Lifecycle
import Locks

/// The gate before one provider key, which all requests of the process share: so many side by side, so many submits a
/// minute, none while the provider has asked for a pause. Callers wait in order of arrival, up to a bound.
///
/// A shell over `GateState`: it holds who is to be woken, and one alarm.
package final class ProviderGate: Sendable {
    package let provider: ProviderID
    private let time: any TimeSource
    private let shared: Locked<GateCallers>

    /// A gate with those limits, at which nobody is.
    package init(of provider: ProviderID, _ limits: GateLimits, time: any TimeSource) {
        self.provider = provider
        self.time = time
        shared = Locked(GateCallers(state: GateState(limits)))
    }

    /// Pictures between submit and end.
    package var inFlight: Int { shared.withLock { $0.state.inFlight } }
    /// Callers in the line.
    package var waiting: Int { shared.withLock { $0.state.waiting } }
    /// How long nothing may be submitted yet.
    package var coolDownLeft: Duration { shared.withLock { $0.state.coolDownLeft(time.now) } }
    package var counts: GateCounts { shared.withLock { $0.counts } }

    /// A place for a new caller, behind all others.
    func issue() -> GateTicket { shared.withLock { $0.state.issue() } }

    /// Returns once the caller may submit; tells `journal` while it waits.
    ///
    /// Throws `.rateLimited` when nobody more may wait, or not for so long, and what ended the wait: `.cancelled`,
    /// `.shuttingDown`. Nothing is to be given back then.
    func enter(_ ticket: GateTicket, _ journal: any AttemptJournal) async throws(GenerationError) {
        switch arrive(ticket) {
        case .passes: return
        case .refused(let refusal): throw refusal.error
        case .waits: try await wait(ticket, journal)
        }
    }

    /// The submit leaves now.
    func submits() { shared.withLock { $0.counts.submits += 1 } }

    /// The submit that was let through does not leave.
    func leaves(_ ticket: GateTicket) { change { shared, _ in shared.state.leaves(ticket) } }

    func resumes(_ ticket: GateTicket) { change { shared, now in shared.state.resumes(ticket, now) } }

    func accepted(_ ticket: GateTicket) { change { shared, _ in shared.state.accepted(ticket) } }

    /// The submit came to nothing and is sent again later: others have its place until then.
    func turnedAway(_ ticket: GateTicket, _ error: GenerationError) {
        change { shared, now in
            if error.kind == .rateLimited { shared.counts.limited += 1 }
            if error.kind == .refused { shared.counts.refusals += 1 }
            shared.state.turnedAway(ticket, GateAnswer(error), now)
        }
    }

    /// The caller is done; nil: it has its picture.
    func ends(_ ticket: GateTicket, _ error: GenerationError?) {
        change { shared, now in
            if let error { shared.ended(ticket, error) }
            shared.state.ends(ticket, GateAnswer(error), now)
        }
    }

    // MARK: - Waiting

    private func arrive(_ ticket: GateTicket) -> GateState.Arrival {
        change { shared, now in
            if shared.state.isAway(ticket) { shared.counts.retries += 1 }
            let arrival = shared.state.arrives(ticket, now)
            switch arrival {
            case .passes: break
            case .waits: shared.callers[ticket] = .arriving
            case .refused: shared.counts.turnedDown += 1
            }
            return arrival
        }
    }

    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private func wait(_ ticket: GateTicket, _ journal: any AttemptJournal) async throws(GenerationError) {
        do throws(GenerationError) {
            try journal.waits { [self] error in stop(ticket, error) }
        } catch {
            change { shared, _ in
                shared.callers[ticket] = nil
                shared.state.leaves(ticket)
            }
            throw error
        }
        defer { journal.waited() }
        let end = await withTaskCancellationHandler {
            await withCheckedContinuation { park($0, ticket) }
        } onCancel: {
            stop(ticket, GenerationError(.cancelled, billed: .no))
        }
        try end.get()
    }

    private func park(_ waiter: GateCallers.Waiter, _ ticket: GateTicket) {
        let told = shared.withLock { shared -> Result<Void, GenerationError>? in
            if case .told(let result)? = shared.callers[ticket] {
                shared.callers[ticket] = nil
                return result
            }
            shared.callers[ticket] = .waiting(waiter)
            return nil
        }
        if let told { waiter.resume(returning: told) }
    }

    /// Ends a wait; one that was let in before stays so.
    private func stop(_ ticket: GateTicket, _ error: GenerationError) {
        let waiter = change { shared, _ in
            shared.isWaiting(ticket) && shared.state.leaves(ticket) ? shared.tell(ticket, .failure(error)) : nil
        }
        waiter?.resume(returning: .failure(error))
    }

    // MARK: - Carrying out

    @discardableResult
    private func change<Result: Sendable>(
        _ event: (inout GateCallers, ContinuousClock.Instant) -> Result
    ) -> Result {
        let now = time.now
        let (result, calls) = shared.withLock { shared -> (Result, [GateCallers.Call]) in
            let result = event(&shared, now)
            let action = shared.state.proceed(now)
            setAlarm(action.alarm, &shared)
            return (result, shared.carryOut(action))
        }
        for call in calls { call.waiter.resume(returning: call.result) }
        return result
    }

    /// An alarm that is too early costs one look; one that nobody needs is ended.
    private func setAlarm(_ moment: ContinuousClock.Instant?, _ shared: inout GateCallers) {
        if let alarm = shared.alarm, let moment, alarm.at <= moment { return }
        shared.alarm?.task.cancel()
        shared.alarm = moment.map { moment in
            // A task of its own: at most one a gate, and only while somebody waits for a moment. No caller's task could
            // do it, for each may leave.
            let task = Task { [weak self, time] in
                if (try? await time.sleep(until: moment)) != nil { self?.ring(moment) }
            }
            return GateCallers.Alarm(at: moment, task: task)
        }
    }

    private func ring(_ moment: ContinuousClock.Instant) {
        change { shared, _ in
            if shared.alarm?.at == moment { shared.alarm = nil }
        }
    }
}
