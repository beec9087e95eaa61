import ImageWorkerCore
import ProviderKit
import Settings

/// Which server draws in its chat answers, with which key and model.
package struct OpenAIChatSettings: ProviderSettings {
    package static let id = ProviderID.openAIChat
    /// As its other settings, which are older than the provider's name.
    package static let settingsPrefix = "IMAGE_API"
    package static let requiredSettings = ["IMAGE_API_BASE_URL", "IMAGE_API_KEY", "IMAGE_API_MODEL"]
    package var isConfigured: Bool { server != nil }

    /// What a call needs.
    package struct Server: Sendable {
        package let api: BearerAPI
        package let model: String
    }

    /// nil: not configured.
    package var server: Server?
    /// For one picture, from the request to its last byte: high quality takes two minutes and more (section 4.5).
    package var limit = Duration.seconds(300)
    package var patience = TaskPatience()

    /// Configured only with all three; there is no server that goes without saying.
    package init(key: Secret?, baseURL: String?, model: String?) {
        guard let baseURL, let model, !model.isEmpty,
            let api = BearerAPI(baseURL: ChatAddress.base(of: baseURL), key: key)
        else { return }
        server = Server(api: api, model: model)
    }
}

extension OpenAIChatSettings {
    /// Asks for each.
    package init(_ read: inout SettingsReader) {
        self.init(key: read(Self.key), baseURL: read(Self.address), model: read(Self.model))
    }

    /// The server over those tools.
    package func provider(_ tools: ProviderTools) -> any ImageProvider { OpenAIChatProvider(self, tools) }

    private static let key = Setting(
        "IMAGE_API_KEY", .secret,
        help: "Key of a server that draws in its chat answers; with the next two it enables "
            + "openai-chat.")
    private static let address = Setting(
        "IMAGE_API_BASE_URL", .url(),
        help: "Its base URL; /v1 is added where it ends in no version. With /chat/completions at its end it is taken "
            + "as it is.")
    private static let model = Setting("IMAGE_API_MODEL", .text, help: "Its model that draws.")
}

extension ProviderID {
    package static let openAIChat = ProviderID("openai-chat")
}
