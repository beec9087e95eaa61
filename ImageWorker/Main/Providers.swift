import GradioProvider
import ImageWorkerCore
import JimengProvider
import OpenAIChatProvider
import OpenRouterProvider
import ProviderKit
import Settings
import SketchProvider

/// The providers of this worker, one line each, in the order in which the first configured one is looked for.
enum Providers {
    static let all: [any ProviderSettings.Type] = [
        JimengSettings.self,
        OpenRouterSettings.self,
        OpenAIChatSettings.self,
        GradioSettings.self,
        SketchSettings.self,
    ]

    /// All of their settings.
    static func settings(_ read: inout SettingsReader) -> [any ProviderSettings] { all.map { $0.init(&read) } }

    /// What `image-worker check` says of each.
    static func findings(_ settings: [any ProviderSettings]) -> [String] {
        let real = settings.filter { type(of: $0).id != .sketch }
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
