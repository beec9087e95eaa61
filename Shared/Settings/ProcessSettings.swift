/// Settings that gateway and worker share.
package struct ProcessSettings: Sendable {
    /// `HOST`: listen address; loopback by default for safety.
    package var host: String
    /// `PORT`: 0 is any free port.
    package var port: Int
    /// `WORKER_TOKEN`: the worker asks it of its callers, the gateway sends it.
    package var workerToken: Secret?
    /// `CORS_ALLOW_ORIGINS`: nil leaves it to the rule of the process.
    package var corsAllowOrigins: AllowedOrigins?
    /// `DRAIN_DELAY_SECONDS`: after SIGTERM not ready, yet still serving, for so long.
    package var drainDelay: Duration
    /// `DRAIN_SECONDS`: after that, what is in flight may take so long.
    package var drainLimit: Duration
    /// `MAX_JSON_BYTES`: a larger JSON body is 413.
    package var maxJSONBytes: Int
    /// `MAX_UPLOAD_BYTES`: of one file in a form; a larger one is 413. The routes that take forms give it to
    /// `MultipartLimits.file`.
    package var maxUploadBytes: Int
    /// `MAX_MULTIPART_BYTES`: of a whole form, its boundaries and headers included; a larger one is 413, at once if its
    /// length is declared. The routes that take forms give it to `MultipartLimits.total`; the server's limit of any body
    /// must be as large.
    package var maxMultipartBytes: Int
    /// `MAX_HEADER_BYTES`: more is 431.
    package var maxHeaderBytes: Int
    /// `CLIENT_IDLE_SECONDS`: a client that stops sending for so long is cut off.
    package var clientIdle: Duration
    /// `OUTBOUND_PROXY`: for calls to providers.
    package var outboundProxy: String?
    /// `FETCH_VIA_PROXY`: guarded fetches use it too.
    package var fetchViaProxy: Bool

    /// Asks for each; `defaultPort` is the process's own.
    package init(_ read: inout SettingsReader, defaultPort: Int) {
        host = read(Self.host)
        port = read(Self.port(defaultPort))
        workerToken = read(Self.workerToken)
        corsAllowOrigins = read(Self.corsAllowOrigins)
        drainDelay = read(Self.drainDelay)
        drainLimit = read(Self.drainLimit)
        maxJSONBytes = read(Self.maxJSONBytes)
        maxUploadBytes = read(Self.maxUploadBytes)
        maxMultipartBytes = read(Self.maxMultipartBytes)
        maxHeaderBytes = read(Self.maxHeaderBytes)
        clientIdle = read(Self.clientIdle)
        outboundProxy = read(Self.outboundProxy)
        fetchViaProxy = read(Self.fetchViaProxy)
    }
}

extension ProcessSettings {
    package static let host = Setting(
        "HOST", .host, default: "127.0.0.1", help: "Address to listen on; 0.0.0.0 or :: for every one.")

    package static func port(_ number: Int) -> Setting<Int> {
        Setting("PORT", .integer(0...65_535), default: number, help: "Port to listen on; 0 takes any free one.")
    }

    package static let workerToken = Setting(
        "WORKER_TOKEN", .secret,
        help: "Secret shared by gateway and worker; when set, the worker refuses callers without it.")
    package static let corsAllowOrigins = Setting(
        "CORS_ALLOW_ORIGINS", .origins, defaultText: "* with keys, loopback origins without",
        help: "Pages that may read answers.")
    package static let drainDelay = Setting(
        "DRAIN_DELAY_SECONDS", .seconds(.zero ... .seconds(3600)), default: .seconds(5),
        help: "After SIGTERM: how long to go on serving while /readyz already says no.")
    package static let drainLimit = Setting(
        "DRAIN_SECONDS", .seconds(.zero ... .seconds(3600)), default: .seconds(20),
        help: "After that delay: how long requests in flight may take to finish.")
    package static let maxJSONBytes = Setting(
        "MAX_JSON_BYTES", .bytes(1024...(1 << 30)), default: 10 << 20, help: "Largest JSON body; beyond it 413.")
    package static let maxUploadBytes = Setting(
        "MAX_UPLOAD_BYTES", .bytes(1024...(1 << 30)), default: 10 << 20,
        help: "Largest file in a form; beyond it 413.")
    package static let maxMultipartBytes = Setting(
        "MAX_MULTIPART_BYTES", .bytes(1024...(1 << 30)), default: 64 << 20,
        help: "Largest form with all its files; beyond it 413.")
    package static let maxHeaderBytes = Setting(
        "MAX_HEADER_BYTES", .bytes(1024...(1 << 20)), default: 32 << 10, help: "Largest request head; beyond it 431.")
    package static let clientIdle = Setting(
        "CLIENT_IDLE_SECONDS", .seconds(.milliseconds(100) ... .seconds(3600)), default: .seconds(30),
        help: "A client that stops sending in the middle of a request is cut off after this.")
    package static let outboundProxy = Setting(
        "OUTBOUND_PROXY", .url(schemes: ["http"]),
        help: "Proxy for calls to providers; the usual proxy variables are ignored.")
    package static let fetchViaProxy = Setting(
        "FETCH_VIA_PROXY", .boolean, default: false,
        help: "Whether pictures by address are fetched through OUTBOUND_PROXY too.")
}
