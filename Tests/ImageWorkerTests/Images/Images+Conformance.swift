import ArkProvider
import OpenAIProvider
import ProviderKit
import Settings
import TestSupport

extension Conformer {
    static let openAI = Conformer(
        id: .openAI, service: { ScriptedImagesAPI(.openAI, picture: $0) },
        provider: { url, limits, tools in
            var settings = OpenAISettings(key: Secret(ScriptedImagesAPI.key), baseURL: url, limit: limits.answer)
            settings.patience = limits.patience
            return settings.provider(tools)
        },
        secrets: [ScriptedImagesAPI.key], cutOnceAccepted: .noID)

    static let ark = Conformer(
        id: .ark, service: { ScriptedImagesAPI(.ark, picture: $0) },
        provider: { url, limits, tools in
            var settings = ArkSettings(
                key: Secret(ScriptedImagesAPI.key), baseURL: url + "/v1", limit: limits.answer)
            settings.patience = limits.patience
            return settings.provider(tools)
        },
        secrets: [ScriptedImagesAPI.key], cutOnceAccepted: .noID)
}
