import HTTPClient
import ImageWorkerCore
import Observability
import Settings

/// Everything that the image worker can be told from outside, each described once.
struct WorkerSettings: Sendable {
    static let defaultPort = 8081

    var process: ProcessSettings
    var log: LogSettings
    /// Each provider's, in the order of the registry.
    var eachProvider: [ProviderSetup]
    /// `REFUSAL_RESUBMITS`.
    var refusalResubmits: Int
    /// `IMAGE_PROVIDERS`: empty leaves the choice to the rule.
    var providers: [ProviderID]
    /// `FALLBACK_ON_REFUSAL`: a refusal may go to the next provider.
    var fallbackOnRefusal: Bool
    /// `FETCH_ALLOW_HOSTS`: exempt from the address guard.
    var fetchAllowed: [AddressGuard.Host]
    /// `PROMPT_SUFFIX`: added to every prompt, once.
    var promptSuffix: String
    /// `CROP_ENABLED`, `CROP_POSITION`, `CROP_PIXELS`.
    var crop: CropRule
    /// `SPOOL_DIR`: where pictures go that memory has no room for.
    var spoolFolder: String
    /// `SPOOL_HOURS` and `SPOOL_MAX_BYTES`.
    var spool: SpoolLimits

    /// Asks for each.
    init(_ read: inout SettingsReader) {
        process = ProcessSettings(&read, defaultPort: Self.defaultPort)
        log = LogSettings(&read)
        eachProvider = Providers.settings(&read)
        refusalResubmits = read(Self.refusalResubmits)
        providers = read(Self.providers).map { ProviderID($0) }
        fallbackOnRefusal = read(Self.fallbackOnRefusal)
        fetchAllowed = read(Self.fetchAllowed).compactMap { AddressGuard.Host($0) }
        promptSuffix = read(Self.promptSuffix)
        crop = CropRule(isOn: read(Self.cropEnabled), side: read(Self.cropPosition), pixels: read(Self.cropPixels))
        spoolFolder = read(Self.spoolFolder)
        let age = Duration.seconds(read(Self.spoolHours) * 3600)
        spool = SpoolLimits(all: read(Self.spoolBytes), age: age)
    }

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
    private static let cropEnabled = Setting(
        "CROP_ENABLED", .boolean, default: false,
        help: "Whether pictures are cropped whose request says nothing of `crop`, sketches too.")
    private static let cropPosition = Setting(
        "CROP_POSITION", .choice(of: PictureEdit.Side.self), default: .bottom,
        help: "The side that is cropped, unless the request says another.")
    private static let cropPixels = Setting(
        "CROP_PIXELS", .integer(1...PictureHeader.longestSide), default: 40,
        help: "Pixels that are cut off, unless the request says how many.")
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

    private static var known: [String] { Providers.all.map { $0.id.name } }
}
