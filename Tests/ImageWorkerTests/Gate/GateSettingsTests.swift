import GradioProvider
import ImageWorkerCore
import JimengProvider
import Lifecycle
import Observability
import OpenAIChatProvider
import ProviderKit
import Settings
import TestSupport
import Testing

struct GateSettingsTests {
    @Test func theThreeSettingsAreNamedAfterTheProvider() {
        let names = SettingsReader.descriptions { read in _ = GateLimits(of: JimengSettings.self, &read) }.map(\.name)
        #expect(names == ["JIMENG_CONCURRENCY", "JIMENG_PER_MINUTE", "JIMENG_QUEUE"])
        #expect(GradioSettings.settingsPrefix == "GRADIO")
    }

    @Test func `those of openai-chat are named as its other settings`() {
        let names = SettingsReader.descriptions { read in _ = GateLimits(of: OpenAIChatSettings.self, &read) }.map(
            \.name)
        #expect(names == ["IMAGE_API_CONCURRENCY", "IMAGE_API_PER_MINUTE", "IMAGE_API_QUEUE"])
    }

    @Test func withoutThemThereIsNoLimitOfOurs() {
        var read = SettingsReader(.nothing)
        #expect(GateLimits(of: JimengSettings.self, &read) == GateLimits())
        #expect(GateLimits().concurrency == 0 && GateLimits().perMinute == 0 && GateLimits().queue == 10_000)
    }

    @Test func everyFigureNamesItsProvider() {
        let metrics = Metrics()
        let gates = ["one", "two"].map { ProviderGate(of: ProviderID($0), GateLimits(), time: ManualTime()) }
        metrics.register(gates)
        let samples = metrics.exposition().split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(samples.count == 20)
        #expect(samples.allSatisfy { $0.contains(#"{provider="one"} 0"#) || $0.contains(#"{provider="two"} 0"#) })
    }
}
