import HTTPClient
import ImageWorkerCore
import JimengProvider
import Lifecycle
import Observability
import ProviderKit
import Settings

/// Everything that the image worker can be told from outside, each described once.
struct WorkerSettings: Sendable {
    static let defaultPort = 8081

    var process: ProcessSettings
    var log: LogSettings
    var jimeng: JimengSettings
    var patience: TaskPatience
    /// `IMAGE_PROVIDERS`: empty leaves the choice to the rule.
    var providers: [ProviderID]
    /// `FALLBACK_ON_REFUSAL`: a refusal may go to the next provider.
    var fallbackOnRefusal: Bool
    /// `FETCH_ALLOW_HOSTS`: exempt from the address guard.
    var fetchAllowed: [AddressGuard.Host]
    /// `PROMPT_SUFFIX`: added to every prompt, once.
    var promptSuffix: String
    /// `SPOOL_DIR`: where pictures go that memory has no room for.
    var spoolFolder: String
    /// `SPOOL_HOURS` and `SPOOL_MAX_BYTES`.
    var spool: SpoolLimits

    /// Asks for each.
    init(_ read: inout SettingsReader) {
        process = ProcessSettings(&read, defaultPort: Self.defaultPort)
        log = LogSettings(&read)
        jimeng = JimengSettings(
            keys: JimengKeys(accessKey: read(Self.accessKey), secretKey: read(Self.secretKey)),
            baseURL: read(Self.baseURL), reqKey: read(Self.reqKey))
        patience = TaskPatience(pollInterval: read(Self.pollInterval), maxPolls: read(Self.maxPolls))
        patience.refusalResubmits = read(Self.refusalResubmits)
        providers = read(Self.providers).map { ProviderID($0) }
        fallbackOnRefusal = read(Self.fallbackOnRefusal)
        fetchAllowed = read(Self.fetchAllowed).compactMap { AddressGuard.Host($0) }
        promptSuffix = read(Self.promptSuffix)
        spoolFolder = read(Self.spoolFolder)
        let age = Duration.seconds(read(Self.spoolHours) * 3600)
        spool = SpoolLimits(all: read(Self.spoolBytes), age: age)
    }

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
    private static let refusalResubmits = Setting(
        "REFUSAL_RESUBMITS", .integer(0...10), default: 0,
        help: "New submits to the same provider after a refusal that it calls random and unbilled.")
    private static let providers = Setting(
        "IMAGE_PROVIDERS", .list(of: .providerName), default: [], defaultText: "first configured, else sketch",
        help: "Providers in the order in which they are asked.")
    private static let fallbackOnRefusal = Setting(
        "FALLBACK_ON_REFUSAL", .boolean, default: false,
        help: "Whether a picture that one provider's moderation refused goes to the next of IMAGE_PROVIDERS.")
    private static let fetchAllowed = Setting(
        "FETCH_ALLOW_HOSTS", .list(of: .hostWithPort), default: [],
        help: "Hosts that pictures may be fetched from though their address is private.")
    private static let promptSuffix = Setting(
        "PROMPT_SUFFIX", .text, default: "", help: "Added to every prompt, once.")
    private static let spoolFolder = Setting(
        "SPOOL_DIR", .path, default: "./spool",
        help: "Where finished pictures beyond the first 256 MB wait to be fetched; made when it is needed. Files of "
            + "a process that has ended are removed at the next start: what was known of them was in its memory.")
    private static let spoolHours = Setting(
        "SPOOL_HOURS", .integer(1...720), default: 24, help: "Hours for which finished attempts are kept.")
    private static let spoolBytes = Setting(
        "SPOOL_MAX_BYTES", .bytes(1 << 20...1 << 36), default: 2 << 30,
        help: "Bytes of finished pictures that wait to be fetched; at it new ones are refused before they cost.")
}

extension SettingKind where Value == String {
    /// A provider that this worker has.
    fileprivate static var providerName: SettingKind {
        SettingKind(
            "one of " + known.joined(separator: ", "), parse: { known.contains($0) ? $0 : nil }, show: { $0 })
    }

    private static var known: [String] { [ProviderID.jimeng, .sketch].map(\.name) }
}
