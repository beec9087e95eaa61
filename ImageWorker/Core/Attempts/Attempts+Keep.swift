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
        defer { redeem(id) }
        do {
            return try await spool.picture(id)
        } catch {
            throw Self.spoolFailed(error)
        }
    }

    /// Forgets a finished attempt; false when there is none, or it is still running.
    package func free(_ id: AttemptID) async throws(GenerationError) -> Bool {
        guard table.withLock({ $0.running[id] == nil }) else { return false }
        redeem(id)
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

    /// Notes that a caller has got the attempt's picture whole.
    package func delivered(_ id: AttemptID) async { await spool.fetched(id) }

    /// Whether the picture lies in the spool, to be fetched by the attempt's id.
    package func holds(_ outcome: AttemptOutcome) async -> Bool {
        guard let record = try? await recalled(outcome.id) else { return false }
        return record.isDone
    }

    /// Into the spool before it is told, where it may be asked for again; then to the callers.
    func close(_ attempt: Attempt, with outcome: AttemptOutcome, wasKnown: Bool) async {
        let mustKeep = attempt.isNamed || attempt.call.fetchesPicture || !attempt.isWatched
        let isKept = mustKeep ? await settle(outcome, attempt, wasKnown) : false
        if isKept, attempt.call.fetchesPicture, attempt.isWatched { promise(attempt.id) }
        let told = attempt.finish(outcome)
        table.withLock { $0.running[attempt.id] = nil }
        if told == 0, !isKept { await keep(outcome) }
        log(outcome, attempt)
    }

    /// True: the picture lies in the spool.
    private func settle(_ outcome: AttemptOutcome, _ attempt: Attempt, _ wasKnown: Bool) async -> Bool {
        switch outcome.result {
        case .success(let generated): await keep(generated, of: outcome, attempt.orderMark)
        case .failure(let error): await remember(error, of: outcome, attempt, wasKnown)
        }
    }

    @discardableResult
    private func keep(_ generated: Generated, of outcome: AttemptOutcome, _ mark: UInt64? = nil) async -> Bool {
        var record = self.record(of: outcome)
        record.orderMark = mark
        record.costMicroUSD = generated.costMicroUSD
        record.warnings = generated.warnings
        do {
            try await spool.put(record, picture: generated.picture)
            return true
        } catch {
            return false
        }
    }

    /// Keeps a failure that another call must hear again; one that cost nothing may be tried anew, and a task that is
    /// still at its provider stays `accepted`. What an earlier call left there outlives one that came to nothing.
    private func remember(
        _ error: GenerationError, of outcome: AttemptOutcome, _ attempt: Attempt, _ wasKnown: Bool
    ) async -> Bool {
        do {
            if error.kind == .shuttingDown, outcome.providerTaskID != nil { return false }
            if error.billed != .no || error.kind == .refused {
                var record = record(of: outcome)
                record.orderMark = attempt.orderMark
                try await spool.put(record)
            } else if !wasKnown {
                _ = try await spool.remove(outcome.id)
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
            for warning in generated.warnings {
                let fields: LogFields = ["attempt": .string(outcome.id.text), "warning": .describing(warning)]
                attempt.call.logger.warning("image_picture_warning", fields)
            }
        case .failure(let error):
            fields.append("error", .describing(error.kind))
            fields.append("billed", .describing(error.billed))
            if let cause = error.cause { fields.append("cause", .describing(cause)) }
            if let code = error.providerCode { fields.append("providerCode", .string(code)) }
            attempt.call.logger.warning("image_generation_failed", fields)
        }
    }
}
