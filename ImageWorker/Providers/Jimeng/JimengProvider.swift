import HTTPClient
import ImageWorkerCore
import Lifecycle
import ProviderKit

/// Volcengine's visual API: submit, then look every two seconds.
package struct JimengProvider: ImageProvider {
    package let facts: ProviderFacts
    private let settings: JimengSettings
    private let tasks: JimengTasks?
    private let patience: TaskPatience
    private let time: any TimeSource
    private let reachability: Reachability?

    /// Jimeng with those settings, over those tools.
    package init(_ settings: JimengSettings, _ tools: ProviderTools) {
        facts = ProviderFacts(
            id: .jimeng, taskPrefix: "jimeng_v4",
            requiredSettings: JimengSettings.requiredSettings, isConfigured: settings.isConfigured,
            model: settings.reqKey, references: JimengModel.widestReferences, options: [.seed, .guidanceScale])
        self.settings = settings
        var patience = settings.patience
        patience.refusalResubmits = tools.refusalResubmits
        self.patience = patience
        time = tools.time
        guard let keys = settings.keys else {
            (tasks, reachability) = (nil, nil)
            return
        }
        tasks = JimengTasks(
            wire: JimengWire(settings, keys, model: JimengModel(reqKey: settings.reqKey)), client: tools.client,
            fetcher: tools.fetcher(for: settings.baseURL),
            time: time)
        reachability = Reachability(url: settings.baseURL + "/", client: tools.client, time: time)
    }

    package func check(_ order: PictureOrder) throws(GenerationError) { try JimengRules.check(order, model(of: order)) }

    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        try await driver(order).generate(order, journal)
    }

    package func resume(
        _ task: ProviderTaskID, _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        try await driver(order).resume(task, journal)
    }

    package func health() async -> ProviderHealth { await reachability?.check() ?? .disabled }

    private func model(of order: PictureOrder) -> JimengModel { JimengModel(reqKey: order.model ?? settings.reqKey) }

    private func driver(_ order: PictureOrder) throws(GenerationError) -> TaskDriver {
        guard let tasks, let keys = settings.keys else {
            throw GenerationError(.notConfigured(settings: facts.requiredSettings), billed: .no)
        }
        let model = model(of: order)
        guard model == tasks.wire.model else {
            let wire = JimengWire(settings, keys, model: model)
            return TaskDriver(tasks.with(wire), patience: patience, time: time)
        }
        return TaskDriver(tasks, patience: patience, time: time)
    }
}

/// One call each, decided by the table. An object, which all attempts of the usual model share.
final class JimengTasks: TaskProvider {
    let wire: JimengWire
    let client: HTTPClient
    let fetcher: PictureFetcher
    let time: any TimeSource

    init(wire: JimengWire, client: HTTPClient, fetcher: PictureFetcher, time: any TimeSource) {
        self.wire = wire
        self.client = client
        self.fetcher = fetcher
        self.time = time
    }

    func with(_ wire: JimengWire) -> JimengTasks {
        JimengTasks(wire: wire, client: client, fetcher: fetcher, time: time)
    }

    func submit(_ order: PictureOrder, _ turn: SubmitTurn) async -> SubmitOutcome {
        do {
            let request = wire.submit(order, unixSeconds: time.unixSeconds)
            let answer = try await ProviderAnswer.of(request, by: client, time: time)
            return await answer.offLoop { JimengDecisions.submit(read($0)) }
        } catch {
            return TransportFailure.ofSubmit(error)
        }
    }

    func look(at task: ProviderTaskID) async -> LookOutcome {
        do {
            let request = wire.look(at: task, unixSeconds: time.unixSeconds)
            let answer = try await ProviderAnswer.of(request, by: client, time: time)
            return await answer.offLoop { JimengDecisions.look(read($0)) }
        } catch {
            return TransportFailure.ofLook(error)
        }
    }

    func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture { try await fetcher.picture(source) }

    private func read(_ answer: ProviderAnswer) -> JimengAnswer { JimengAnswer(answer, without: wire.secrets) }
}
