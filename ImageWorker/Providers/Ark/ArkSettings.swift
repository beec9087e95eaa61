import ImageWorkerCore
import ProviderKit
import Settings

/// How Volcengine Ark is reached.
package struct ArkSettings: ProviderSettings {
    package static let id = ProviderID.ark
    package static let requiredSettings = ["ARK_API_KEY"]
    package var isConfigured: Bool { api != nil }

    /// nil: not configured.
    package var api: BearerAPI?
    /// A model's name, or an endpoint's id `ep-…`.
    package var model: String
    /// For one picture, from the call to the last byte.
    package var limit: Duration
    package var patience = TaskPatience()

    /// The contract's defaults.
    package init(
        key: Secret?, baseURL: String = "https://ark.cn-beijing.volces.com/api/v3",
        model: String = "doubao-seedream-5-0-pro-260628", limit: Duration = .seconds(300)
    ) {
        api = BearerAPI(baseURL: baseURL, key: key)
        self.model = model
        self.limit = limit
    }
}

extension ArkSettings {
    /// Asks for each.
    package init(_ read: inout SettingsReader) {
        self.init(
            key: read(Self.apiKey), baseURL: read(Self.baseURL), model: read(Self.model), limit: read(Self.limit))
    }

    private static let apiKey = Setting("ARK_API_KEY", .secret, help: "Key of Volcengine Ark; it enables ark.")
    private static let baseURL = Setting(
        "ARK_BASE_URL", .url(), default: "https://ark.cn-beijing.volces.com/api/v3",
        help: "Base URL of Ark; keys of a subscription need one that ends in /api/plan/v3.")
    private static let model = Setting(
        "ARK_IMAGE_MODEL", .text, default: "doubao-seedream-5-0-pro-260628",
        help: "Seedream model asked for pictures, or the id of an endpoint.")
    private static let limit = Setting(
        "ARK_TIMEOUT_SECONDS", .seconds(.seconds(1) ... .seconds(3600)), default: .seconds(300),
        help: "One picture in all. After that its outcome counts as unknown: it may have been charged.")
}

extension ProviderID {
    package static let ark = ProviderID("ark")
}
