import ImageWorkerCore
import ProviderKit
import Settings

/// How Jimeng is reached, with which keys, and how long its tasks are waited for.
package struct JimengSettings: ProviderSettings {
    package static let id = ProviderID.jimeng
    package static let requiredSettings = ["VOLCENGINE_ACCESS_KEY_ID", "VOLCENGINE_SECRET_ACCESS_KEY"]
    package var isConfigured: Bool { keys != nil }

    /// nil: not configured.
    package var keys: JimengKeys?
    /// Without a slash at its end.
    package var baseURL: String
    package var reqKey: String
    /// For one submit; its answer takes about a second.
    package var submitLimit: Duration
    /// For one look; its answer may carry the picture.
    package var lookLimit: Duration
    package var patience = TaskPatience()

    /// The contract's defaults.
    package init(
        keys: JimengKeys?, baseURL: String = "https://visual.volcengineapi.com", reqKey: String = "jimeng_t2i_v40",
        submitLimit: Duration = .seconds(30), lookLimit: Duration = .seconds(60)
    ) {
        self.keys = keys
        self.baseURL = baseURL
        self.reqKey = reqKey
        self.submitLimit = submitLimit
        self.lookLimit = lookLimit
    }
}

extension JimengSettings {
    /// Asks for each.
    package init(_ read: inout SettingsReader) {
        self.init(
            keys: JimengKeys(accessKey: read(Self.accessKey), secretKey: read(Self.secretKey)),
            baseURL: read(Self.baseURL), reqKey: read(Self.reqKey))
        patience = TaskPatience(pollInterval: read(Self.pollInterval), maxPolls: read(Self.maxPolls))
    }

    /// Jimeng over those tools.
    package func provider(_ tools: ProviderTools) -> any ImageProvider { JimengProvider(self, tools) }

    private static let accessKey = Setting(
        "VOLCENGINE_ACCESS_KEY_ID", .secret, help: "Volcengine access key; with the secret key it enables jimeng.")
    private static let secretKey = Setting(
        "VOLCENGINE_SECRET_ACCESS_KEY", .secret, help: "Volcengine secret key; both keys may be Base64-coded.")
    private static let baseURL = Setting(
        "VOLCENGINE_BASE_URL", .url(), default: "https://visual.volcengineapi.com",
        help: "Base URL of the visual API, or of a relay.")
    private static let reqKey = Setting(
        "JIMENG_REQ_KEY", .text, default: "jimeng_t2i_v40", help: "Jimeng's model, by its req_key.")
    private static let pollInterval = Setting(
        "JIMENG_POLL_SECONDS", .seconds(.milliseconds(10) ... .seconds(3600)), default: .seconds(2),
        help: "How often a task is looked at.")
    private static let maxPolls = Setting(
        "JIMENG_MAX_POLLS", .integer(1...100_000), default: 150, help: "Looks after which a task counts as timed out.")
}

/// A pair of Volcengine keys, as they sign.
package struct JimengKeys: Sendable {
    package let accessKey: Secret
    package let secretKey: Secret

    /// From the settings' texts, trimmed and decoded; nil unless both are there.
    package init?(accessKey: Secret?, secretKey: Secret?) {
        guard let access = accessKey.map({ KeyText.clean($0.reveal()) }), !access.isEmpty,
            let secret = secretKey.map({ KeyText.clean($0.reveal()) }), !secret.isEmpty
        else { return nil }
        self.accessKey = Secret(access)
        self.secretKey = Secret(secret)
    }
}

extension ProviderID {
    package static let jimeng = ProviderID("jimeng")
}
