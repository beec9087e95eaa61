import ArkProvider
import GradioProvider
import ImageWorkerCore
import JimengProvider
import OpenAIChatProvider
import OpenAIProvider
import OpenRouterProvider
import ProviderKit
import Settings
import SketchProvider

/// The providers of this worker, one line each, in the order in which the first configured one is looked for.
enum Providers {
    static let all: [any ProviderSettings.Type] = [
        JimengSettings.self,
        ArkSettings.self,
        OpenRouterSettings.self,
        OpenAISettings.self,
        OpenAIChatSettings.self,
        GradioSettings.self,
        SketchSettings.self,
    ]

    /// All of their settings.
    static func settings(_ read: inout SettingsReader) -> [ProviderSetup] { all.map { ProviderSetup($0, &read) } }

    /// What `image-worker check` says of each.
    static func findings(_ setups: [ProviderSetup]) -> [String] {
        let real = setups.map(\.settings).filter { type(of: $0).id != .sketch }
        let lines = real.map { finding($0) }
        let none = real.contains(where: \.isConfigured) ? [] : ["Without a provider pictures are sketches drawn here."]
        return lines + none
    }

    private static func finding(_ settings: some ProviderSettings) -> String {
        let (id, needed) = (type(of: settings).id, type(of: settings).requiredSettings)
        guard !settings.isConfigured else { return "\(id): configured" }
        return "\(id): not configured; set " + needed.joined(separator: " and ")
    }
}

/// One provider's settings: its own, and the limits of its key.
struct ProviderSetup: Sendable {
    let settings: any ProviderSettings
    /// Nil: it has no key, and nothing to wait for.
    let limits: GateLimits?

    /// Asks for both.
    init(_ provider: any ProviderSettings.Type, _ read: inout SettingsReader) {
        settings = provider.init(&read)
        limits = provider.id == .sketch ? nil : GateLimits(of: provider, &read)
    }

    /// The provider, and its gate if it has one.
    func provider(_ tools: ProviderTools) -> (provider: any ImageProvider, gate: ProviderGate?) {
        guard let limits else { return (settings.provider(tools), nil) }
        let gated = settings.provider(behind: limits, tools)
        return (gated, gated.gate)
    }
}
