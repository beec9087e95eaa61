import HTTPClient
import ImageWorkerCore
import ProviderKit

/// Models with image output behind OpenRouter's chat API: one call a picture.
package struct OpenRouterProvider: ImageProvider {
    package let facts: ProviderFacts
    private let submitter: OpenRouterSubmitter?
    private let reachability: Reachability?
    private let driver: TaskDriver?

    /// OpenRouter with those settings, over those tools.
    package init(_ settings: OpenRouterSettings, _ tools: ProviderTools) {
        facts = ProviderFacts(
            id: .openRouter, requiredSettings: OpenRouterSettings.requiredSettings,
            isConfigured: settings.isConfigured, model: settings.model, references: ChatRequest.references,
            options: [.seed], keepsTasks: false)
        submitter = settings.api.map { OpenRouterSubmitter(OpenRouterWire(settings, $0), tools, settings.baseURL) }
        reachability = settings.api?.reachability(tools)
        driver = submitter.map { TaskDriver(oneCall: $0, patience: settings.patience, time: tools.time) }
    }

    package func check(_ order: PictureOrder) throws(GenerationError) { try OpenRouterRules.check(order) }

    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        guard let driver else { throw GenerationError(.notConfigured(settings: facts.requiredSettings), billed: .no) }
        return try await driver.generate(order, journal)
    }

    package func health() async -> ProviderHealth { await reachability?.check() ?? .disabled }
}

/// One call, decided by the table. An object, which all attempts share.
final class OpenRouterSubmitter: PictureSubmitting {
    private let wire: OpenRouterWire
    private let call: ChatCall
    private let fetcher: PictureFetcher

    init(_ wire: OpenRouterWire, _ tools: ProviderTools, _ baseURL: String) {
        self.wire = wire
        call = ChatCall(tools, OpenRouterDecisions.decisions(secrets: wire.secrets))
        fetcher = tools.fetcher(for: baseURL)
    }

    func submit(_ order: PictureOrder, _ turn: SubmitTurn) async -> SubmitOutcome {
        await call.submit(wire.request(order, without: turn.leftOut), turn.journal)
    }

    func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture { try await fetcher.picture(source) }
}
