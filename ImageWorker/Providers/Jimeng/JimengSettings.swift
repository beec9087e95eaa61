import ImageWorkerCore
import Settings

/// How Jimeng is reached and with which keys.
package struct JimengSettings: Sendable {
    /// nil: not configured.
    package var keys: JimengKeys?
    /// Without a slash at its end.
    package var baseURL: String
    package var reqKey: String
    /// For one submit; its answer takes about a second.
    package var submitLimit: Duration
    /// For one look; its answer may carry the picture.
    package var lookLimit: Duration

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
