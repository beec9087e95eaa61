import GatewayAPI
import GatewayAdapters
import GatewayCore
import HTTPClient
import HTTPCore
import HTTPServer
import Launch
import Observability
import Settings

/// The gateway: routing, script analysis, batches, and the way to the image workers.
@main
struct Gateway: ServingProgram {
    static let name = "gateway"
    static let summary = "turns scripts into storyboards; clients talk to it"
    static let ownCommands = [
        (name: "storyboard", help: "FILE: have the running gateway make a whole board of a script, with pictures.")
    ]

    let settings: GatewaySettings

    init(_ read: inout SettingsReader) { settings = GatewaySettings(&read) }

    var process: ProcessSettings { settings.process }
    var log: LogSettings { settings.log }

    func run(_ command: String, _ arguments: [String]) -> ExitCode {
        StoryboardCommand.run(arguments, by: settings)
    }

    /// The dependency graph, from the bottom up.
    func build(_ base: ProcessBase) async throws -> Serving {
        let client = try HTTPClient(loop: base.loop, settings: clientSettings)
        let token = settings.process.workerToken?.reveal()
        let workers = WorkerDirectory(urls: settings.workerURLs)
        let service = WorkerPictureService(
            client: client, workers: workers, token: token, time: base.time, logger: base.logger)
        let kept = try await KeptFiles(settings.assets, base)
        let pictures = Pictures(service: service, assets: kept.store, links: kept.links, time: base.time)
        let worker = WorkerHealthProbe(client: client, workers: workers, token: token)
        let parts = GatewayParts(
            analysis: try analysis(client, base),
            pictures: pictures, batches: Batches(pictures: pictures, time: base.time),
            assets: kept.store, links: kept.links, requiresKey: settings.access.isRequired,
            health: Health(probes: probes(client, worker, base), time: base.time),
            limits: limits, imageConcurrency: settings.imageConcurrency,
            isReady: { base.drain.isReady }, metrics: base.metrics, version: Product.version, time: base.time)
        return Serving(
            handler: chain(
                middleware(AssetGrant(kept.links)), errors: OpenAIErrors.responder, GatewayRoutes(parts).handler),
            services: [("assets", kept.retention)], largestBody: max(limits.json, limits.form.total),
            errorResponder: OpenAIErrors.responder,
            close: {
                await client.shutdown()
                await kept.close()
            })
    }

    private var limits: BodyLimits {
        BodyLimits(
            json: settings.process.maxJSONBytes,
            form: MultipartLimits(total: settings.process.maxMultipartBytes, file: settings.process.maxUploadBytes))
    }
}
