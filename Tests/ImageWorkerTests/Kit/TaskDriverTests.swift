import ImageWorkerCore
import Lifecycle
import Locks
import ProviderKit
import TestSupport
import Testing

/// The driver alone, with time in the test's hand.
struct TaskDriverTests {
    /// Says what it was asked and when; each look takes a while.
    private final class Provider: TaskProvider {
        let time: ManualTime
        let start: ContinuousClock.Instant
        let submits: Locked<[SubmitOutcome]>
        let looks = Locked<[Double]>([])
        let lookTakes: Duration
        let readyAtLook: Int

        init(_ submits: [SubmitOutcome], time: ManualTime, lookTakes: Duration = .zero, readyAtLook: Int = 1) {
            self.submits = Locked(submits)
            self.time = time
            start = time.now
            self.lookTakes = lookTakes
            self.readyAtLook = readyAtLook
        }

        func submit(_ order: PictureOrder, _ turn: SubmitTurn) async -> SubmitOutcome {
            submits.withLock { $0.removeFirst() }
        }

        func look(at task: ProviderTaskID) async -> LookOutcome {
            let elapsed = start.duration(to: time.now) / .seconds(1)
            let count = looks.withLock {
                $0.append(elapsed)
                return $0.count
            }
            time.advance(by: lookTakes)
            return count < readyAtLook ? .pending("generating") : .done(FinishedPicture(.bytes([])))
        }

        func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture {
            Picture(bytes: [7], type: .png, width: 1, height: 1)
        }
    }

    /// Writes down the order of events.
    private final class Journal: AttemptJournal {
        let entries = Locked<[String]>([])

        func submitting() async throws(GenerationError) { entries.withLock { $0.append("submitting") } }
        func notSubmitted(_ why: GenerationError) async { entries.withLock { $0.append("notSubmitted") } }
        func accepted(_ task: ProviderTaskID) async { entries.withLock { $0.append("accepted \(task)") } }
        func polled(_ count: Int, state: String) { entries.withLock { $0.append("polled \(count)") } }
        func partial(_ index: Int, _ picture: Picture) {}
    }

    private func driver(_ provider: Provider) -> TaskDriver {
        let backoff = Backoff(base: .seconds(1), cap: .seconds(8), maxRetries: 2, jitter: .none)
        return TaskDriver(provider, patience: TaskPatience(maxPolls: 150, backoff: backoff), time: provider.time)
    }

    /// Moves time on by `step` each time the driver sleeps, until it is done.
    private func drive(
        _ provider: Provider, _ journal: Journal, step: Duration, _ order: PictureOrder = PictureOrder(prompt: "a")
    ) async throws -> Result<Generated, GenerationError> {
        try await withThrowingTaskGroup(of: Result<Generated, GenerationError>?.self) { group in
            group.addTask {
                do throws(GenerationError) {
                    return .success(try await driver(provider).generate(order, journal))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    if provider.time.sleepers > 0 { provider.time.advance(by: step) }
                    await Task.yield()
                }
                return nil
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() ?? nil else { throw NeverHappened(what: "an end of the task") }
            return result
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func looksAreDueAtMultiplesOfTwoSecondsHoweverLongALookTakes() async throws {
        let provider = Provider(
            [.accepted(ProviderTaskID("t"))], time: ManualTime(), lookTakes: .seconds(0.75), readyAtLook: 4)
        let journal = Journal()
        _ = try await drive(provider, journal, step: .seconds(0.25)).get()
        #expect(provider.looks.withLock { $0 } == [2, 4, 6, 8])
        #expect(
            journal.entries.withLock { $0 } == ["submitting", "accepted t", "polled 1", "polled 2", "polled 3"])
    }

    @Test(.timeLimit(.minutes(3)))
    func retriesAreAnnouncedAndDoubleTheirWait() async throws {
        let later = SubmitOutcome.later(GenerationError(.rateLimited, billed: .no))
        let provider = Provider([later, later, .accepted(ProviderTaskID("t"))], time: ManualTime())
        let journal = Journal()
        _ = try await drive(provider, journal, step: .seconds(0.25)).get()
        // One second, then two, then the first look after two more.
        #expect(provider.looks.withLock { $0 } == [5])
        #expect(
            journal.entries.withLock { $0 } == [
                "submitting", "notSubmitted", "submitting", "notSubmitted", "submitting", "accepted t",
            ])
    }

    @Test(
        .timeLimit(.minutes(3)),
        arguments: [
            ("quality", "quality"), ("input_fidelity", "inputFidelity"), ("aspect_ratio", "size"),
            ("image_config", "size"), ("partial_images", "partialImages"), ("stream", "partialImages"),
            ("seed", "seed"), ("max_tokens", nil), ("usage", nil),
        ] as [(String, String?)])
    func whatHadToBeLeftOutIsSaid(_ parameter: String, _ field: String?) async throws {
        let without = SubmitOutcome.without(parameter: parameter, GenerationError(.provider, billed: .no))
        let provider = Provider([without, .accepted(ProviderTaskID("t"))], time: ManualTime())
        var order = PictureOrder(prompt: "a")
        order.options.partialImages = 1
        let generated = try await drive(provider, Journal(), step: .seconds(0.25), order).get()
        #expect(generated.warnings == [field.map { .noEffect(field: $0) }].compactMap { $0 })
    }

    @Test(.timeLimit(.minutes(3)))
    func aStreamThatNobodyAskedForIsLeftOutWithoutAWord() async throws {
        let without = SubmitOutcome.without(parameter: "stream", GenerationError(.provider, billed: .no))
        let provider = Provider([without, .accepted(ProviderTaskID("t"))], time: ManualTime())
        #expect(try await drive(provider, Journal(), step: .seconds(0.25)).get().warnings == [])
    }

    @Test(.timeLimit(.minutes(3)))
    func theThirdLimitIsTheEnd() async throws {
        let later = SubmitOutcome.later(GenerationError(.rateLimited, billed: .no))
        let provider = Provider([later, later, later], time: ManualTime())
        let result = try await drive(provider, Journal(), step: .seconds(0.25))
        #expect(throws: GenerationError.self) { try result.get() }
        #expect(provider.submits.withLock { $0.count } == 0)
    }

    @Test(.timeLimit(.minutes(3)))
    func afterOneHundredAndFiftyLooksPatienceEnds() async throws {
        let provider = Provider([.accepted(ProviderTaskID("t"))], time: ManualTime(), readyAtLook: 1000)
        guard case .failure(let error) = try await drive(provider, Journal(), step: .seconds(2)) else {
            Issue.record("a picture")
            return
        }
        #expect(error.kind == .timedOut)
        #expect(error.providerTaskID == ProviderTaskID("t"))
        #expect(provider.looks.withLock { $0.count } == 150)
        #expect(provider.looks.withLock { $0.last } == 300)
    }

    @Test(.timeLimit(.minutes(3)))
    func looksThatHangDoNotStretchThePatience() async throws {
        let provider = Provider(
            [.accepted(ProviderTaskID("t"))], time: ManualTime(), lookTakes: .seconds(60), readyAtLook: 1000)
        guard case .failure(let error) = try await drive(provider, Journal(), step: .seconds(2)) else {
            Issue.record("a picture")
            return
        }
        #expect(error.kind == .timedOut)
        #expect(provider.start.duration(to: provider.time.now) <= .seconds(370))
    }
}
