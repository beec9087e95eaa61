import GradioProvider
import Settings
import TestSupport

extension Conformer {
    /// A page instead of an answer means an app that sleeps, which has started nothing; files have no other form than an
    /// address.
    static let gradio = Conformer(
        id: .gradio, service: { ScriptedGradio($0) },
        provider: { url, limits, tools in
            var settings = GradioSettings(baseURL: url, token: Secret(ScriptedGradio.token))
            settings.startLimit = limits.answer
            settings.patience.backoff = limits.patience.backoff
            return settings.provider(tools)
        },
        secrets: [ScriptedGradio.token], forms: [.pictureByURL], garbage: .providerError)
}
