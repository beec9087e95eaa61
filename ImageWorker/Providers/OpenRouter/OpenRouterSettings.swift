import ImageWorkerCore
import ProviderKit
import Settings

/// How OpenRouter is reached, with which key, and which model draws.
package struct OpenRouterSettings: ProviderSettings {
    package static let id = ProviderID.openRouter
    package static let requiredSettings = ["OPENROUTER_API_KEY"]
    package var isConfigured: Bool { api != nil }

    /// nil: not configured.
    package var api: BearerAPI?
    package var baseURL: String
    package var model: String
    /// For one picture, from the request to its last byte: the contract's 120 s.
    package var limit = Duration.seconds(120)
    package var patience = TaskPatience()

    /// The contract's defaults.
    package init(
        key: Secret?, baseURL: String = "https://openrouter.ai/api/v1", model: String = "openai/gpt-5-image-mini"
    ) {
        self.baseURL = ChatAddress.base(of: baseURL)
        self.model = model
        api = BearerAPI(baseURL: self.baseURL, key: key)
    }
}

extension OpenRouterSettings {
    /// Asks for each.
    package init(_ read: inout SettingsReader) {
        self.init(key: read(Self.key), baseURL: read(Self.address), model: read(Self.model))
    }

    /// OpenRouter over those tools.
    package func provider(_ tools: ProviderTools) -> any ImageProvider { OpenRouterProvider(self, tools) }

    private static let key = Setting(
        "OPENROUTER_API_KEY", .secret, help: "Key of OpenRouter; it enables openrouter.")
    private static let address = Setting(
        "OPENROUTER_BASE_URL", .url(), default: "https://openrouter.ai/api/v1",
        help: "Base URL of OpenRouter or a relay.")
    private static let model = Setting(
        "IMAGE_GENERATION_MODEL", .text, default: "openai/gpt-5-image-mini",
        help: "OpenRouter's model that draws; it must have image output.")
}

extension ProviderID {
    package static let openRouter = ProviderID("openrouter")
}
