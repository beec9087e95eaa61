import Models
import Observability

/// What the spool is asked, and what goes into it.
extension Attempts {
    /// What is known of an attempt, running or kept; nil when it was never heard of, freed, or is too old.
    package func record(_ id: AttemptID) async throws(GenerationError) -> AttemptRecord? {
        if let running = table.withLock({ $0.running[id] }) { return running.record(at: time.unixSeconds) }
        return try await recalled(id)
    }

    /// The finished picture of an attempt.
    package func kept(_ id: AttemptID) async throws(GenerationError) -> Picture? {
        do {
            return try await spool.picture(id)
        } catch {
            throw Self.spoolFailed(error)
        }
    }

    /// Forgets a finished attempt; false when there is none, or it is still running.
    package func free(_ id: AttemptID) async throws(GenerationError) -> Bool {
        guard table.withLock({ $0.running[id] == nil }) else { return false }
        do {
            return try await spool.remove(id)
        } catch {
            throw Self.spoolFailed(error)
        }
    }

    /// Keeps a picture that its caller did not get whole, to be fetched by the attempt's id.
    package func keep(_ outcome: AttemptOutcome) async {
        guard let generated = outcome.generated else { return }
        await keep(generated, of: outcome)
    }

    func recalled(_ id: AttemptID) async throws(GenerationError) -> AttemptRecord? {
        do {
            return try await spool.record(id)
        } catch {
            throw Self.spoolFailed(error)
        }
    }

    /// Into the spool before it is told, where it may be asked for again; then to the callers.
    func close(_ attempt: Attempt, with outcome: AttemptOutcome) async {
        let mustKeep = attempt.isNamed || !attempt.isWatched
        let isKept = mustKeep ? await settle(outcome) : false
        let told = attempt.finish(outcome)
        table.withLock { $0.running[attempt.id] = nil }
        if told == 0, !isKept { await keep(outcome) }
        log(outcome, attempt)
    }

    /// True: the picture lies in the spool.
    private func settle(_ outcome: AttemptOutcome) async -> Bool {
        switch outcome.result {
        case .success(let generated): await keep(generated, of: outcome)
        case .failure(let error): await remember(error, of: outcome)
        }
    }

    @discardableResult
    private func keep(_ generated: Generated, of outcome: AttemptOutcome) async -> Bool {
        var record = self.record(of: outcome)
        record.costMicroUSD = generated.costMicroUSD
        do {
            try await spool.put(record, picture: generated.picture)
            return true
        } catch {
            return false
        }
    }

    /// Keeps a failure that another call must hear again; one that cost nothing may be tried anew, and a task that is
    /// still at its provider stays `accepted`.
    private func remember(_ error: GenerationError, of outcome: AttemptOutcome) async -> Bool {
        do {
            if error.kind == .shuttingDown, outcome.providerTaskID != nil { return false }
            if error.billed == .no, error.kind != .refused {
                _ = try await spool.remove(outcome.id)
            } else {
                try await spool.put(record(of: outcome))
            }
        } catch {
            return false
        }
        return false
    }

    private func record(of outcome: AttemptOutcome) -> AttemptRecord {
        AttemptRecord(
            id: outcome.id, taskID: outcome.taskID, provider: outcome.provider,
            providerTaskID: outcome.providerTaskID, phase: AttemptRecord.Phase(outcome),
            changedAt: time.unixSeconds)
    }

    private static func spoolFailed(_ error: SpoolError) -> GenerationError {
        GenerationError(.fault, billed: .no, retry: .later(after: nil), cause: error)
    }

    private func log(_ outcome: AttemptOutcome, _ attempt: Attempt) {
        var fields: LogFields = [
            "attempt": .string(outcome.id.text), "provider": .string(outcome.provider?.id.name ?? ""),
        ]
        if let task = outcome.providerTaskID { fields.append("providerTaskId", .string(task.text)) }
        switch outcome.result {
        case .success(let generated):
            fields.append("bytes", .integer(generated.picture.bytes.count))
            attempt.call.logger.info("image_generation_done", fields)
        case .failure(let error):
            fields.append("error", .describing(error.kind))
            fields.append("billed", .describing(error.billed))
            if let cause = error.cause { fields.append("cause", .describing(cause)) }
            if let code = error.providerCode { fields.append("providerCode", .string(code)) }
            attempt.call.logger.warning("image_generation_failed", fields)
        }
    }
}
