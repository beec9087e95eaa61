import ImageWorkerCore
import ProviderKit
import Settings

/// How OpenAI, xAI or a relay of their images API is reached.
package struct OpenAISettings: ProviderSettings {
    package static let id = ProviderID.openAI
    package static let requiredSettings = ["OPENAI_API_KEY"]
    package var isConfigured: Bool { api != nil }

    /// nil: not configured.
    package var api: BearerAPI?
    package var model: String
    /// For one picture, from the call to the last byte.
    package var limit: Duration
    package var patience = TaskPatience()

    /// The contract's defaults. A base URL that is a host alone gets the `/v1` that nearly all of them want.
    package init(
        key: Secret?, baseURL: String = "https://api.openai.com/v1", model: String = "gpt-image-2",
        limit: Duration = .seconds(300)
    ) {
        api = BearerAPI(baseURL: Self.withVersion(baseURL), key: key)
        self.model = model
        self.limit = limit
    }

    private static func withVersion(_ url: String) -> String {
        url.split(separator: "/", omittingEmptySubsequences: false).count > 3 ? url : url + "/v1"
    }
}

extension OpenAISettings {
    /// Asks for each.
    package init(_ read: inout SettingsReader) {
        self.init(
            key: read(Self.apiKey), baseURL: read(Self.baseURL), model: read(Self.model), limit: read(Self.limit))
    }

    private static let apiKey = Setting(
        "OPENAI_API_KEY", .secret, help: "Key of OpenAI, of xAI or of a relay of their images API.")
    private static let baseURL = Setting(
        "OPENAI_BASE_URL", .url(), default: "https://api.openai.com/v1",
        help: "Its base URL, before /images/generations; a host alone gets /v1. At api.x.ai xAI's dialect is spoken.")
    private static let model = Setting(
        "OPENAI_IMAGE_MODEL", .text, default: "gpt-image-2", help: "Model asked for pictures.")
    private static let limit = Setting(
        "OPENAI_TIMEOUT_SECONDS", .seconds(.seconds(1) ... .seconds(3600)), default: .seconds(300),
        help: "One picture in all. After that its outcome counts as unknown: it may have been charged.")
}

extension ProviderID {
    package static let openAI = ProviderID("openai")
}
