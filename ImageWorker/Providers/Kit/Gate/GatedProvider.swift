import ImageWorkerCore

/// Any provider behind its gate: nothing of it knows that there is one.
///
/// The journal is where a provider says that a request is about to leave, and what became of it; so the gate listens
/// there, and a new provider has it for nothing.
package struct GatedProvider: ImageProvider {
    package let gate: ProviderGate
    private let provider: any ImageProvider

    /// That provider behind that gate.
    package init(_ provider: any ImageProvider, _ gate: ProviderGate) {
        self.provider = provider
        self.gate = gate
    }

    package var facts: ProviderFacts { provider.facts }

    package func check(_ order: PictureOrder) throws(GenerationError) { try provider.check(order) }

    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        let ticket = gate.issue()
        do {
            let generated = try await provider.generate(order, GatedJournal(journal, gate, ticket))
            gate.ends(ticket, nil)
            return generated
        } catch {
            gate.ends(ticket, error)
            throw error
        }
    }

    /// Counts as one in flight, and waits for nobody: the task is there already.
    package func resume(
        _ task: ProviderTaskID, _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        let ticket = gate.issue()
        gate.resumes(ticket)
        do {
            let generated = try await provider.resume(task, order, journal)
            gate.ends(ticket, nil)
            return generated
        } catch {
            gate.ends(ticket, error)
            throw error
        }
    }

    package func health() async -> ProviderHealth { await provider.health() }
}

/// The journal of a turn at a provider with a gate: a request leaves once the gate has let it pass, and is written down
/// only then, so that an attempt that waits is still unsubmitted.
struct GatedJournal: AttemptJournal {
    private let journal: any AttemptJournal
    private let gate: ProviderGate
    private let ticket: GateTicket

    init(_ journal: any AttemptJournal, _ gate: ProviderGate, _ ticket: GateTicket) {
        (self.journal, self.gate, self.ticket) = (journal, gate, ticket)
    }

    func submitting() async throws(GenerationError) {
        try await gate.enter(ticket, journal)
        do throws(GenerationError) {
            try await journal.submitting()
        } catch {
            gate.leaves(ticket)
            throw error
        }
        gate.submits()
    }

    func notSubmitted(_ why: GenerationError) async {
        gate.turnedAway(ticket, why)
        await journal.notSubmitted(why)
    }

    func accepted(_ task: ProviderTaskID) async {
        gate.accepted(ticket)
        await journal.accepted(task)
    }

    func waits(_ stop: @escaping @Sendable (GenerationError) -> Void) throws(GenerationError) {
        try journal.waits(stop)
    }
    func waited() { journal.waited() }
    func polled(_ count: Int, state: String) { journal.polled(count, state: state) }
    func partial(_ index: Int, _ picture: Picture) { journal.partial(index, picture) }
}
