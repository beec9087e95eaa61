import ImageWorkerCore
import Lifecycle

/// A provider whose one answer carries the picture: there is nothing to resume, and all it adds of its own are its facts,
/// its rules and its wire.
package struct OneCallProvider: ImageProvider {
    /// Refuses what the service does not take.
    package typealias Rules = @Sendable (PictureOrder) throws(GenerationError) -> Void

    package let facts: ProviderFacts
    private let pictures: (any PictureSubmitting)?
    private let reachability: Reachability?
    private let rules: Rules
    private let patience: TaskPatience
    private let time: any TimeSource

    /// A provider of those parts; without `pictures` it is not configured.
    package init(
        _ facts: ProviderFacts, _ pictures: (any PictureSubmitting)?, _ reachability: Reachability?,
        _ patience: TaskPatience, _ tools: ProviderTools, rules: @escaping Rules
    ) {
        (self.facts, self.pictures, self.reachability, self.rules) = (facts, pictures, reachability, rules)
        var patience = patience
        patience.refusalResubmits = tools.refusalResubmits
        (self.patience, time) = (patience, tools.time)
    }

    package func check(_ order: PictureOrder) throws(GenerationError) { try rules(order) }

    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        guard let pictures else { throw GenerationError(.notConfigured(settings: facts.requiredSettings), billed: .no) }
        return try await TaskDriver(oneCall: pictures, patience: patience, time: time).generate(order, journal)
    }

    package func health() async -> ProviderHealth { await reachability?.check() ?? .disabled }
}
