import Lifecycle
import Observability

/// One provider's turn at an attempt: what it tells goes to the state, the spool and the callers, in that order.
struct AttemptRun: AttemptJournal {
    let attempt: Attempt
    let provider: ProviderFacts
    let spool: any AttemptSpool
    let time: any TimeSource

    func submitting() async throws(GenerationError) {
        do {
            try await spool.admit()
        } catch {
            throw GenerationError(.storageFull, billed: .no, retry: .later(after: nil), cause: error)
        }
        if let error = attempt.submits(to: provider).error { throw error }
        if attempt.isNamed {
            do {
                try await spool.put(attempt.record(at: time.unixSeconds))
            } catch {
                attempt.wasNotBilled()
                throw GenerationError(.storageFull, billed: .no, retry: .later(after: nil), cause: error)
            }
        }
        attempt.leaves(to: provider)
    }

    func notSubmitted(_ why: GenerationError) async {
        attempt.wasNotBilled()
        await note()
    }

    func waits(_ stop: @escaping @Sendable (GenerationError) -> Void) throws(GenerationError) {
        if let error = attempt.waits(for: provider, stop).error { throw error }
    }

    func waited() { attempt.waited() }

    func accepted(_ task: ProviderTaskID) async {
        // A streamed answer names its task at its beginning, and the driver once more at its end.
        guard attempt.providerTask != task else { return }
        // The spool first: a caller that hears of the task may end this process right after.
        if attempt.isNamed {
            var record = attempt.record(at: time.unixSeconds)
            (record.provider, record.providerTaskID, record.phase) = (provider, task, .accepted(task))
            record.taskID = attempt.taskID(provider)
            await put(record)
        }
        attempt.accepted(task, by: provider)
        attempt.call.logger.info(
            "image_generation_submitted",
            ["provider": .string(provider.id.name), "providerTaskId": .string(task.text)])
    }

    func polled(_ count: Int, state: String) { attempt.tell(.progress(polls: count, state: state)) }

    func partial(_ index: Int, _ picture: Picture) { attempt.tell(.partial(index, picture)) }

    private func note() async {
        guard attempt.isNamed else { return }
        await put(attempt.record(at: time.unixSeconds))
    }

    private func put(_ record: AttemptRecord) async {
        do {
            try await spool.put(record)
        } catch {
            attempt.call.logger.error("spool_write_failed", ["error": .describing(error)])
        }
    }
}
