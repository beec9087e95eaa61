import HTTPClient
import ImageWorkerCore
import ProviderKit

/// Any server that answers `/chat/completions` with a picture, in whatever way: one call a picture.
package struct OpenAIChatProvider: ImageProvider {
    package let facts: ProviderFacts
    private let reachability: Reachability?
    private let driver: TaskDriver?

    /// The server of those settings, over those tools.
    package init(_ settings: OpenAIChatSettings, _ tools: ProviderTools) {
        facts = ProviderFacts(
            id: .openAIChat, requiredSettings: OpenAIChatSettings.requiredSettings,
            isConfigured: settings.isConfigured, model: settings.server?.model,
            references: ChatRequest.references, keepsTasks: false)
        reachability = settings.server?.api.reachability(tools)
        driver = settings.server.map { server in
            let submitter = OpenAIChatSubmitter(OpenAIChatWire(server, limit: settings.limit), tools)
            return TaskDriver(oneCall: submitter, patience: settings.patience, time: tools.time)
        }
    }

    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        guard let driver else { throw GenerationError(.notConfigured(settings: facts.requiredSettings), billed: .no) }
        return try await driver.generate(order, journal)
    }

    package func health() async -> ProviderHealth { await reachability?.check() ?? .disabled }
}

/// One call, decided by the table. An object, which all attempts share.
final class OpenAIChatSubmitter: PictureSubmitting {
    private let wire: OpenAIChatWire
    private let call: ChatCall
    private let fetcher: PictureFetcher

    init(_ wire: OpenAIChatWire, _ tools: ProviderTools) {
        self.wire = wire
        call = ChatCall(tools, OpenAIChatDecisions.decisions(secrets: wire.secrets))
        fetcher = tools.fetcher(for: wire.baseURL)
    }

    func submit(_ order: PictureOrder, _ turn: SubmitTurn) async -> SubmitOutcome {
        await call.submit(wire.request(order, without: turn.leftOut), turn.journal)
    }

    func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture { try await fetcher.picture(source) }
}
