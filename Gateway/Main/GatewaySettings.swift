import Lifecycle
import Models
import Observability
import Settings

/// Everything that the gateway can be told from outside, each described once.
struct GatewaySettings: Sendable {
    static let defaultPort = 3000

    var process: ProcessSettings
    var log: LogSettings
    var access: AccessSettings
    var models: ModelSettings
    var assets: AssetSettings
    /// `IMAGE_WORKER_URL`: base URLs without a trailing slash.
    var workerURLs: [String]
    /// `IMAGE_CONCURRENCY`: frames of a batch side by side.
    var imageConcurrency: Int
    /// `DEFAULT_LANGUAGE`: of texts for clients that name none.
    var defaultLanguage: Language

    /// Asks for each.
    init(_ read: inout SettingsReader) {
        process = ProcessSettings(&read, defaultPort: Self.defaultPort)
        log = LogSettings(&read)
        access = AccessSettings(&read, host: process.host)
        models = ModelSettings(&read)
        assets = AssetSettings(&read)
        workerURLs = read(Self.workerURLs).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        imageConcurrency = read(Self.imageConcurrency)
        defaultLanguage = read(Self.defaultLanguage)
    }

    private static let workerURLs = Setting(
        "IMAGE_WORKER_URL", aliases: ["PYTHON_BACKEND_URL"], .list(of: .url()), default: ["http://localhost:8081"],
        help: "Base URL of the image worker, or several: the least busy is asked first.")
    private static let imageConcurrency = Setting(
        "IMAGE_CONCURRENCY", .integer(1...1000), default: 4, help: "Frames of a batch made side by side.")
    private static let defaultLanguage = Setting(
        "DEFAULT_LANGUAGE", .choice(of: Language.self), default: .chinese,
        help: "Language of error texts when Accept-Language says nothing.")
}
