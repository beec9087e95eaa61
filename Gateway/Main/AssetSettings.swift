import Settings

/// Where pictures are kept, for how long, and how others reach them.
struct AssetSettings: Sendable {
    /// `DATA_DIR`: made when it is first needed.
    var dataFolder: String
    /// `PUBLIC_URL`: without a slash at its end; nil when nobody has said.
    var publicURL: String?
    /// `ASSET_URL_TTL_SECONDS`.
    var urlLifetime: Duration
    /// `RETENTION_DAYS`.
    var retention: Duration

    /// Asks for each.
    init(_ read: inout SettingsReader) {
        dataFolder = read(Self.dataFolder)
        publicURL = read(Self.publicURL)
        urlLifetime = read(Self.urlLifetime)
        retention = .seconds(read(Self.retentionDays) * 86_400)
        if let publicURL, publicURL.contains(where: { "?@".contains($0) }) {
            read.conflict(Self.publicURL, "an address that others are given holds no user and no query")
        }
    }

    /// The host in `PUBLIC_URL`, in lower case and without port.
    var publicHost: String? { publicURL.map(WebAddress.host) }

    private static let dataFolder = Setting(
        "DATA_DIR", .path, default: "./data",
        help: "Where pictures asked for as addresses are kept; made when it is first needed.")
    private static let publicURL = Setting(
        "PUBLIC_URL", .url(),
        help: "Where others reach this gateway: the start of addresses that it gives out. Without it they begin with "
            + "the host that the client has asked.")
    private static let urlLifetime = Setting(
        "ASSET_URL_TTL_SECONDS", .seconds(.seconds(1) ... .seconds(31_536_000)), default: .seconds(86_400),
        help: "How long an address of a picture lets whoever has it read that picture without a key.")
    private static let retentionDays = Setting(
        "RETENTION_DAYS", .integer(1...36_500), default: 30,
        help: "Days for which a picture is kept after it was last stored.")
}
