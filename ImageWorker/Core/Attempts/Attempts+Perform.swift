import Models
import Observability

/// How one attempt runs, from the spool's memory of it to its end.
extension Attempts {
    func perform(_ attempt: Attempt) async {
        attempt.call.logger.info(
            "image_generation_start",
            [
                "attempt": .string(attempt.id.text), "promptLength": .integer(attempt.call.order.fullPrompt.count),
                "resumed": .bool(attempt.call.resume != nil),
            ])
        let start = time.now
        let (outcome, wasKnown) = await settled(attempt)
        await close(attempt, with: outcome, wasKnown: wasKnown)
        observer?.ended(outcome, after: start.duration(to: time.now))
    }

    /// What the spool knows of it, if it was begun before; else a new try. `wasKnown`: an earlier call may have cost money.
    private func settled(_ attempt: Attempt) async -> (AttemptOutcome, wasKnown: Bool) {
        var wasKnown = false
        do throws(GenerationError) {
            guard attempt.isNamed, let record = try await recalled(attempt.id) else {
                return (try await begin(attempt), wasKnown)
            }
            wasKnown = record.mayHaveCost
            if let known = record.orderMark, let asked = attempt.orderMark, known != asked {
                throw GenerationError(.conflict, billed: .no)
            }
            return (try await goOn(attempt, from: record), wasKnown)
        } catch {
            return (outcome(of: attempt, by: nil, .failure(error)), wasKnown)
        }
    }

    private func begin(_ attempt: Attempt) async throws(GenerationError) -> AttemptOutcome {
        let candidates = try candidates(attempt.call)
        guard let resume = attempt.call.resume else {
            let order = try await references.read(attempt.call.order, referenceLimits)
            return await ask(candidates, for: order, attempt)
        }
        return await poll(resume.task, at: candidates[0], attempt)
    }

    private func goOn(_ attempt: Attempt, from record: AttemptRecord) async throws(GenerationError) -> AttemptOutcome {
        if attempt.call.resume != nil, !record.isDone { return try await begin(attempt) }
        if let (id, task) = record.taskToLookAt { return await poll(task, at: try registry.configured(id), attempt) }
        switch record.phase {
        case .waiting:
            return try await begin(attempt)
        case .submitting, .accepted:
            // An accepted task that is still here is one that nobody can be asked after.
            return unknown(attempt, record)
        case .failed(let error):
            return AttemptOutcome(
                id: attempt.id, taskID: record.taskID, provider: record.provider,
                providerTaskID: record.providerTaskID, result: .failure(error))
        case .done:
            return try await fetched(attempt, record)
        }
    }

    /// Sent, and its end was never heard: told with what is known.
    private func unknown(_ attempt: Attempt, _ record: AttemptRecord) -> AttemptOutcome {
        var error = GenerationError(.outcomeUnknown, billed: .unknown)
        error.provider = record.provider?.id
        error.providerTaskID = record.providerTaskID
        return AttemptOutcome(
            id: attempt.id, taskID: record.taskID, provider: record.provider,
            providerTaskID: record.providerTaskID, result: .failure(error))
    }

    private func fetched(_ attempt: Attempt, _ record: AttemptRecord) async throws(GenerationError) -> AttemptOutcome {
        guard let picture = try await kept(attempt.id) else { throw GenerationError(.fault, billed: .yes) }
        return AttemptOutcome(
            id: attempt.id, taskID: record.taskID, provider: record.provider, providerTaskID: record.providerTaskID,
            result: .success(Generated(picture, costMicroUSD: record.costMicroUSD, warnings: record.warnings)))
    }

    /// Asks one provider after the other, each with the same order, as long as the one before certainly took no money.
    ///
    /// A later one that cannot take the order is passed over. When none is left, the first one's failure is the answer.
    private func ask(
        _ candidates: [any ImageProvider], for order: PictureOrder, _ attempt: Attempt
    ) async -> AttemptOutcome {
        var failures: [(error: GenerationError, by: ProviderFacts)] = []
        for provider in candidates {
            if !failures.isEmpty { attempt.wasNotBilled() }
            let result = await turn(of: provider, order, attempt)
            guard case .failure(let error) = result, registry.mayFallBack(after: error, isFirst: failures.isEmpty)
            else { return outcome(of: attempt, by: provider.facts, result, tried: Self.tried(failures)) }
            failures.append((completed(error, attempt, provider.facts), provider.facts))
        }
        guard let first = failures.first else {
            return outcome(of: attempt, by: nil, .failure(GenerationError(.fault, billed: .no)))
        }
        guard failures.count > 1 else { return outcome(of: attempt, by: first.by, .failure(first.error)) }
        attempt.wasNotBilled()
        return outcome(of: attempt, by: first.by, .failure(first.error), tried: Self.tried(failures))
    }

    private static func tried(_ failures: [(error: GenerationError, by: ProviderFacts)]) -> [FailedProvider] {
        failures.map { FailedProvider($0.error, of: $0.by.id) }
    }

    private func turn(
        of provider: any ImageProvider, _ order: PictureOrder, _ attempt: Attempt
    ) async -> Result<Generated, GenerationError> {
        do throws(GenerationError) {
            try provider.checkAll(order)
            let generated = try await provider.generate(order, journal(attempt, provider))
            return .success(await finished(generated, order, provider.facts))
        } catch {
            return .failure(error)
        }
    }

    private func poll(_ task: ProviderTaskID, at provider: any ImageProvider, _ attempt: Attempt) async
        -> AttemptOutcome
    {
        let journal = journal(attempt, provider)
        await journal.accepted(task)
        do throws(GenerationError) {
            let generated = try await provider.resume(task, attempt.call.order, journal)
            let finished = await finished(generated, attempt.call.order, provider.facts)
            return outcome(of: attempt, by: provider.facts, .success(finished))
        } catch {
            return outcome(of: attempt, by: provider.facts, .failure(error))
        }
    }

    private func finished(
        _ generated: Generated, _ order: PictureOrder, _ provider: ProviderFacts
    ) async -> Generated {
        var finished = await finish(generated, order, provider.id)
        finished.warnings += provider.warnings(of: order)
        return finished
    }

    private func journal(_ attempt: Attempt, _ provider: any ImageProvider) -> AttemptRun {
        AttemptRun(attempt: attempt, provider: provider.facts, spool: spool, time: time)
    }

    private func outcome(
        of attempt: Attempt, by provider: ProviderFacts?, _ result: Result<Generated, GenerationError>,
        tried: [FailedProvider] = []
    ) -> AttemptOutcome {
        AttemptOutcome(
            id: attempt.id, taskID: provider.map(attempt.taskID), provider: provider,
            providerTaskID: attempt.providerTask,
            result: result.mapError { completed($0, attempt, provider) }, tried: tried)
    }

    /// Adds what the attempt knows; a run that was cancelled is the process on its way out, not a caller that left.
    private func completed(_ error: GenerationError, _ attempt: Attempt, _ provider: ProviderFacts?) -> GenerationError
    {
        var error = error
        error.provider = error.provider ?? provider?.id
        error.providerTaskID = error.providerTaskID ?? attempt.providerTask
        if error.kind == .cancelled, Task.isCancelled {
            error.kind = .shuttingDown
            error.retry = .later(after: nil)
        }
        return error
    }
}
