import HTTPClient
import HTTPCore
import HTTPServer
import ImageWorkerAPI
import ImageWorkerCore
import Imaging
import Launch
import Lifecycle
import Observability
import ProviderKit
import Settings

/// The image worker: speaks to the providers and keeps what they gave until somebody has taken it over.
@main
struct ImageWorkerProgram: ServingProgram {
    static let name = "image-worker"
    static let summary = "makes pictures at providers, or sketches them; the gateway talks to it"
    static let ownCommands: [(name: String, help: String)] = []

    let settings: WorkerSettings

    init(_ read: inout SettingsReader) { settings = WorkerSettings(&read) }

    var process: ProcessSettings { settings.process }
    var log: LogSettings { settings.log }

    func run(_ command: String, _ arguments: [String]) -> ExitCode { .usage }

    /// The dependency graph, from the bottom up.
    func build(_ base: ProcessBase) async throws -> Serving {
        let client = try HTTPClient(loop: base.loop, settings: clientSettings)
        let drawing = BlockingThreads(name: "drawing", count: 2)
        let tools = tools(client, drawing, base)
        // Before anything else runs: libvips changes the environment when it starts.
        try ImagingLibrary.start()
        let imaging = PictureFinishing()
        let providers = settings.eachProvider.map { $0.provider(tools) }
        let registry = ProviderRegistry(
            providers.map(\.provider), preferred: settings.providers, fallbackOnRefusal: settings.fallbackOnRefusal)
        let spool = SpillingSpool(
            settings.spool, path: settings.spoolFolder, time: base.time, logger: base.logger)
        await spool.removeLeftovers()
        let attempts = Attempts(
            registry, spool: spool, references: GuardedReferences(tools.fetcher()),
            referenceLimits: ReferenceLimits(
                each: settings.process.maxUploadBytes, all: settings.process.maxMultipartBytes), time: base.time,
            observer: AttemptMetrics(base.metrics), finish: imaging.finish,
            finishWithin: settings.process.drainLimit - min(.seconds(3), settings.process.drainLimit / 4))
        base.metrics.register(providers.compactMap(\.gate))
        base.metrics.register(attempts, spool)
        let routes = WorkerRoutes(parts(attempts, base))
        return Serving(
            handler: chain(middleware, routes.handler), finishedFirst: [("attempts", attempts)],
            largestBody: max(settings.process.maxJSONBytes, settings.process.maxMultipartBytes),
            close: {
                await client.shutdown()
                await drawing.stop()
                await imaging.stop()
                await spool.close()
            })
    }

    func findings() -> [String] { Providers.findings(settings.eachProvider) }

    private func tools(_ client: HTTPClient, _ drawing: BlockingThreads, _ base: ProcessBase) -> ProviderTools {
        ProviderTools(
            client: client, time: base.time, fetchAllowed: settings.fetchAllowed,
            fetchViaProxy: settings.process.fetchViaProxy, refusalResubmits: settings.refusalResubmits,
            threads: drawing)
    }

    private var clientSettings: HTTPClientSettings {
        var client = HTTPClientSettings()
        // Above the attempts that may run side by side, for libcurl closes connections beyond it after each use.
        client.maxConnections = 20_480
        client.proxy = settings.process.outboundProxy
        client.proxiesGuarded = settings.process.fetchViaProxy
        return client
    }

    private func parts(_ attempts: Attempts, _ base: ProcessBase) -> WorkerParts {
        WorkerParts(
            attempts: attempts, promptRule: PromptRule(suffix: settings.promptSuffix), cropRule: settings.crop,
            time: base.time,
            version: Product.version, bodyLimit: settings.process.maxJSONBytes,
            formLimits: MultipartLimits(
                total: settings.process.maxMultipartBytes, file: settings.process.maxUploadBytes,
                text: settings.process.maxJSONBytes), folder: settings.spoolFolder,
            metrics: base.metrics,
            isReady: { base.drain.isReady })
    }
}
