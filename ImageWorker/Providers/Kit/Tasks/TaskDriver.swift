import ImageWorkerCore
import Lifecycle
import Locks

/// Brings an order through submit and looks to its picture, at most one billed submit on the way.
package struct TaskDriver: Sendable {
    private let provider: any PictureSubmitting
    private let tasks: (any TaskProvider)?
    private let patience: TaskPatience
    private let time: any TimeSource

    /// Drives that provider's tasks.
    package init(_ provider: any TaskProvider, patience: TaskPatience, time: any TimeSource) {
        (self.provider, tasks, self.patience, self.time) = (provider, provider, patience, time)
    }

    /// Drives a provider whose one answer carries the picture.
    package init(oneCall provider: any PictureSubmitting, patience: TaskPatience, time: any TimeSource) {
        (self.provider, tasks, self.patience, self.time) = (provider, nil, patience, time)
    }

    /// Submits, again only where certainly nothing was made, and waits for the picture.
    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        var (retries, resubmits) = (0, 0)
        var leftOut: Set<String> = []
        while true {
            switch try await once(order, SubmitTurn(journal: journal, leftOut: leftOut)) {
            case .picture(var generated):
                generated.warnings += leftOut.compactMap { PictureWarning(leftOut: $0, of: order) }
                return generated
            case .later(let error):
                retries += 1
                try await wait(beforeRetry: retries, after: error, journal)
            case .without(let parameter, let error):
                guard leftOut.isEmpty else { throw error }
                leftOut.insert(parameter)
                await journal.notSubmitted(error)
            case .refused(let error):
                resubmits += 1
                guard resubmits <= patience.refusalResubmits else { throw error }
                await journal.notSubmitted(error)
            }
        }
    }

    /// Waits for a task that was accepted earlier; the first look is at once.
    package func resume(
        _ task: ProviderTaskID, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        let schedule = PollSchedule(from: time.now, every: patience.pollInterval, lookAtOnce: true)
        switch try await poll(task, schedule, journal) {
        case .picture(let generated): return generated
        case .later(let error), .refused(let error), .without(_, let error): throw error
        }
    }

    private enum Turn {
        case picture(Generated)
        case later(GenerationError)
        case without(parameter: String, GenerationError)
        case refused(GenerationError)
    }

    private func once(_ order: PictureOrder, _ turn: SubmitTurn) async throws(GenerationError) -> Turn {
        try await turn.journal.submitting()
        switch await apart({ await provider.submit(order, turn) }) {
        case .accepted(let task):
            let acceptedAt = time.now
            await apart { await turn.journal.accepted(task) }
            return try await poll(task, PollSchedule(from: acceptedAt, every: patience.pollInterval), turn.journal)
        case .done(let finished):
            if let task = finished.task { await turn.journal.accepted(task) }
            return try await picture(finished)
        case .later(let error):
            return .later(error)
        case .without(let parameter, let error):
            return .without(parameter: parameter, error)
        case .failed(let error, .allowed):
            return .refused(error)
        case .failed(let error, .never):
            throw error
        }
    }

    private func picture(_ finished: FinishedPicture) async throws(GenerationError) -> Turn {
        .picture(Generated(try await provider.fetch(finished.source), costMicroUSD: finished.costMicroUSD))
    }

    private func poll(
        _ task: ProviderTaskID, _ schedule: PollSchedule, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Turn {
        var schedule = schedule
        var trouble: GenerationError?
        var count = 0
        // A look that hangs for a minute takes the place of thirty: patience is a matter of time.
        while let tasks, count == 0 || schedule.passed < patience.maxPolls {
            count += 1
            try await sleep(until: schedule.next(now: time.now), billed: .unknown)
            switch await apart({ await tasks.look(at: task) }) {
            case .pending(let state):
                trouble = nil
                journal.polled(count, state: state)
            case .again(let error):
                trouble = error
                if Task.isCancelled { throw error }
                journal.polled(count, state: "unreachable")
            case .done(let finished): return try await picture(finished)
            case .failed(let error, .allowed): return .refused(error)
            case .failed(let error, .never): throw error
            }
        }
        var error = GenerationError(.timedOut, billed: .unknown, retry: .later(after: nil), cause: trouble)
        error.providerTaskID = task
        throw error
    }

    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private func wait(
        beforeRetry retry: Int, after error: GenerationError, _ journal: any AttemptJournal
    ) async throws(GenerationError) {
        var asked: Duration?
        if case .later(let after) = error.retry { asked = after }
        guard let delay = patience.backoff.delay(beforeRetry: retry, retryAfter: asked) else { throw error }
        await journal.notSubmitted(error)
        try await pause(until: time.now.advanced(by: delay), journal)
    }

    /// Sleeps until then, unless nobody waits for the picture any more.
    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private func pause(
        until deadline: ContinuousClock.Instant, _ journal: any AttemptJournal
    ) async throws(GenerationError) {
        let stopped = Locked<GenerationError?>(nil)
        let ended = Latch()
        try journal.waits { error in
            stopped.withLock { $0 = error }
            ended.open()
        }
        let isOver = await withTaskGroup(of: Bool.self) { group in
            group.addTask { [time] in (try? await time.sleep(until: deadline)) != nil }
            group.addTask { (try? await ended.wait()) != nil }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        journal.waited()
        if let error = stopped.withLock({ $0 }) { throw error }
        if !isOver { throw GenerationError(.cancelled, billed: .no) }
    }

    private func sleep(
        until deadline: ContinuousClock.Instant, billed: GenerationError.Billed
    ) async throws(GenerationError) {
        do {
            try await time.sleep(until: deadline)
        } catch {
            throw GenerationError(.cancelled, billed: billed, cause: error)
        }
    }
}
