import HTTPClient
import ImageWorkerCore
import Lifecycle
import ProviderKit

/// A Gradio app: a start that gives an event's id, then a stream that delivers its picture once.
package struct GradioProvider: ImageProvider {
    package let facts: ProviderFacts
    private let tasks: GradioTasks?
    private let settings: GradioSettings
    private let patience: TaskPatience
    private let time: any TimeSource
    private let reachability: Reachability?

    /// The app of those settings, over those tools.
    package init(_ settings: GradioSettings, _ tools: ProviderTools) {
        facts = ProviderFacts(
            id: .gradio, requiredSettings: GradioSettings.requiredSettings, isConfigured: settings.isConfigured,
            model: settings.isConfigured ? settings.apiName : nil,
            references: settings.referenceRule, options: [.seed, .steps],
            // A result that has been read is never given again: who asks hears heartbeats until patience ends.
            keepsTasks: false)
        self.settings = settings
        var patience = settings.patience
        patience.refusalResubmits = tools.refusalResubmits
        self.patience = patience
        time = tools.time
        guard let base = settings.baseURL else {
            (tasks, reachability) = (nil, nil)
            return
        }
        tasks = GradioTasks(wire: GradioWire(base: base, settings: settings), tools: tools)
        reachability = Reachability(url: base + "/config", client: tools.client, time: time)
    }

    package func check(_ order: PictureOrder) throws(GenerationError) {
        _ = try GradioRules.label(order, settings)
        _ = try GradioRules.steps(order, settings)
    }

    package func generate(
        _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        try await driver().generate(order, journal)
    }

    package func resume(
        _ task: ProviderTaskID, _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        try await driver().resume(task, journal)
    }

    package func health() async -> ProviderHealth { await reachability?.check() ?? .disabled }

    private func driver() throws(GenerationError) -> TaskDriver {
        guard let tasks else { throw GenerationError(.notConfigured(settings: facts.requiredSettings), billed: .no) }
        return TaskDriver(tasks, patience: patience, time: time)
    }
}
