import GatewayCore
import HTTPServer
import JSON
import Lifecycle
import Observability

/// The gateway's whole surface on one screen.
package struct GatewayRoutes {
    private let scripts: ScriptRoutes
    private let pictures: PictureRoutes
    private let batches: BatchRoutes
    private let images: ImageRoutes
    private let assets: AssetRoutes
    private let health: HealthRoutes
    private let hello: Handler
    private let time: any TimeSource

    /// Answers by those use cases.
    package init(_ parts: GatewayParts) {
        scripts = ScriptRoutes(analysis: parts.analysis, bodyLimit: parts.limits.json, time: parts.time)
        pictures = PictureRoutes(pictures: parts.pictures, links: parts.links, limits: parts.limits)
        batches = BatchRoutes(
            batches: parts.batches, pictures: parts.pictures, links: parts.links, limits: parts.limits,
            defaultConcurrency: parts.imageConcurrency, time: parts.time)
        images = ImageRoutes(
            pictures: parts.pictures, batches: parts.batches, links: parts.links,
            recent: RecentOrders(time: parts.time), limits: parts.limits, time: parts.time,
            concurrency: parts.imageConcurrency)
        assets = AssetRoutes(assets: parts.assets, isPrivate: parts.requiresKey)
        health = HealthRoutes(
            health: parts.health, isReady: parts.isReady, metrics: parts.metrics, version: parts.version,
            time: parts.time)
        hello = Self.hello(version: parts.version)
        time = parts.time
    }

    /// The routes, with errors turned into the contract's answers around them.
    package var handler: Handler {
        chain([ContractAnswers(time: time)], errors: OpenAIErrors.responder, router.handler)
    }

    private var router: Router {
        var router = Router()
        router.get("/", hello)
        router.post("/api/intelligent-analyze-script", scripts.analyze)
        router.post("/api/generate-image", pictures.create)
        router.post("/api/generate-image-python", pictures.create)
        router.post("/api/generate-all-images", batches.create)
        router.post("/v1/images/generations", images.generate)
        router.post("/v1/images/edits", images.edit)
        router.get("/v1/models", images.models)
        router.get("/v1/models/{provider}", images.model)
        router.get("/v1/models/{provider}/{model}", images.model)
        router.get("/assets/{id}", assets.show)
        router.get("/api/health", health.report)
        router.get("/livez", health.live)
        router.get("/readyz", health.ready)
        router.get("/metrics", health.exposition)
        return router
    }

    /// What a person sees who opens the address in a browser.
    private static func hello(version: String) -> Handler {
        let endpoints: JSONValue = [
            "POST /api/intelligent-analyze-script - a script becomes scenes and frames",
            "POST /api/generate-image - one picture; also /api/generate-image-python",
            "POST /api/generate-all-images - the pictures of many frames",
            "POST /v1/images/generations, /v1/images/edits, GET /v1/models - as OpenAI's clients call them",
            "GET /assets/{id} - a picture that was asked for with imageFormat url",
            "GET /api/health - health of this process and of what it depends on",
            "GET /livez, /readyz, /metrics - for operators",
        ]
        let page: JSONValue = [
            "service": "ScriptToFrame API", "version": .string(version), "endpoints": endpoints,
        ]
        let bytes = page.bytes()
        return { _, _ in .json(bytes) }
    }
}

/// What the routes need, built by the composition root.
package struct GatewayParts: Sendable {
    package var analysis: ScriptAnalysis
    package var pictures: Pictures
    package var batches: Batches
    package var assets: any AssetStore
    package var links: AssetLinks
    /// Whether clients must show a key.
    package var requiresKey: Bool
    package var health: Health
    package var limits: BodyLimits
    /// Frames of a batch side by side, unless the request says otherwise.
    package var imageConcurrency: Int
    package var isReady: @Sendable () -> Bool
    package var metrics: Metrics
    package var version: String
    package var time: any TimeSource

    /// All parts together.
    package init(
        analysis: ScriptAnalysis, pictures: Pictures, batches: Batches, assets: any AssetStore, links: AssetLinks,
        requiresKey: Bool, health: Health, limits: BodyLimits, imageConcurrency: Int,
        isReady: @escaping @Sendable () -> Bool, metrics: Metrics, version: String, time: any TimeSource
    ) {
        self.analysis = analysis
        self.pictures = pictures
        self.batches = batches
        self.assets = assets
        self.links = links
        self.requiresKey = requiresKey
        self.health = health
        self.limits = limits
        self.imageConcurrency = imageConcurrency
        self.isReady = isReady
        self.metrics = metrics
        self.version = version
        self.time = time
    }
}
