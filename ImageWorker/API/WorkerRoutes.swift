import HTTPCore
import HTTPServer
import ImageWorkerCore
import Lifecycle
import Observability

/// What the worker's routes are made of.
package struct WorkerParts: Sendable {
    package var attempts: Attempts
    package var promptRule: PromptRule
    package var cropRule: CropRule
    package var time: any TimeSource
    package var version: String
    /// Bytes; a larger body is 413.
    package var bodyLimit: Int
    /// Of the form that pictures are edited by.
    package var formLimits: MultipartLimits
    /// Whose disk `/api/health` looks at, also before the folder is made.
    package var folder: String
    package var metrics: Metrics
    /// False on the way out.
    package var isReady: @Sendable () -> Bool

    /// Those parts.
    package init(
        attempts: Attempts, promptRule: PromptRule, cropRule: CropRule = CropRule(), time: any TimeSource,
        version: String, bodyLimit: Int,
        formLimits: MultipartLimits = MultipartLimits(), folder: String, metrics: Metrics,
        isReady: @escaping @Sendable () -> Bool
    ) {
        self.attempts = attempts
        self.promptRule = promptRule
        self.cropRule = cropRule
        self.time = time
        self.version = version
        self.bodyLimit = bodyLimit
        self.formLimits = formLimits
        self.folder = folder
        self.metrics = metrics
        self.isReady = isReady
    }
}

/// The worker's whole surface.
package struct WorkerRoutes: Sendable {
    private let router: Router

    /// Routes over those parts.
    package init(_ parts: WorkerParts) {
        let pictures = PictureRoutes(
            attempts: parts.attempts, rule: parts.promptRule, crop: parts.cropRule, time: parts.time,
            bodyLimit: parts.bodyLimit,
            formLimits: parts.formLimits)
        let attempts = AttemptRoutes(attempts: parts.attempts)
        let health = HealthRoutes(
            registry: parts.attempts.registry, time: parts.time, version: parts.version, folder: parts.folder,
            metrics: parts.metrics, isReady: parts.isReady)
        var router = Router()
        router.get("/", health.root)
        router.get("/api/health", health.health)
        router.get("/livez", health.live)
        router.get("/readyz", health.ready)
        router.get("/metrics", health.figures)
        router.get("/openapi.json", health.openAPI)
        router.post("/api/generate-image", pictures.generate)
        router.post("/api/edit-image", pictures.edit)
        router.get("/api/attempts/{id}", attempts.show)
        router.get("/api/attempts/{id}/picture", attempts.picture)
        router.delete("/api/attempts/{id}", attempts.free)
        self.router = router
    }

    /// All routes as one handler.
    package var handler: Handler { router.handler }

    /// What `GET /` lists.
    static let endpoints = [
        "POST /api/generate-image - generate one picture",
        "POST /api/edit-image - make one picture from pictures that are sent along",
        "GET /api/health - health of this process and of what it depends on",
        "GET /api/attempts/{id} - state of an attempt",
        "GET /api/attempts/{id}/picture - picture of a finished attempt",
        "DELETE /api/attempts/{id} - free an attempt",
    ]
}
