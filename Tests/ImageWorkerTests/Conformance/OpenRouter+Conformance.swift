import OpenRouterProvider
import Settings
import TestSupport

extension Conformer {
    static let openRouter = Conformer(
        id: .openRouter, service: { ScriptedChat(.openRouter, picture: $0) },
        provider: { url, limits, tools in
            var settings = OpenRouterSettings(key: Secret(ScriptedChat.key), baseURL: url)
            (settings.limit, settings.patience) = (limits.answer, limits.patience)
            return settings.provider(tools)
        },
        secrets: [ScriptedChat.key], garbage: .providerError, cutOnceAccepted: .lost)
}
