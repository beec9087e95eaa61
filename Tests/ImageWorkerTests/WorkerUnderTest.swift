import EventLoop
import HTTPClient
import HTTPCore
import HTTPServer
import ImageWorkerAPI
import ImageWorkerCore
import JSON
import JimengProvider
import Lifecycle
import Locks
import Observability
import ProviderKit
import Settings
import TestSupport

/// A worker and the scripted Jimeng that it talks to, both over real sockets.
struct WorkerUnderTest: Sendable {
    let http: PlainHTTP
    let jimeng: ScriptedJimeng
    let attempts: Attempts
    /// Where Jimeng is; it serves a picture at every `/pictures/…` there.
    let jimengURL: String
    let metrics: Metrics
    /// Jimeng's gate, where it has one.
    var gate: ProviderGate? { attempts.registry.providers.lazy.compactMap { $0 as? GatedProvider }.first?.gate }

    /// Posts an order and reads the whole answer.
    func order(_ body: JSONValue, accept: String = "application/json") async throws -> PlainResponse {
        try await http.post("/api/generate-image", body, headers: ["Accept": accept])
    }

    /// Posts an order and leaves the answer unread.
    func begin(_ body: JSONValue, accept: String = "application/json") async throws -> PlainConnection {
        try await http.begin(
            "POST", "/api/generate-image", headers: ["Accept": accept, "Content-Type": "application/json"],
            body: body.bytes())
    }
}

/// What tests change about a worker.
struct WorkerOptions: Sendable {
    var patience = TaskPatience(
        pollInterval: .milliseconds(40), maxPolls: 1500,
        backoff: Backoff(base: .milliseconds(20), cap: .milliseconds(40), maxRetries: 2))
    var submitLimit = Duration.seconds(60)
    var secretKey = ScriptedJimeng.secretKey
    var suffix = ""
    var preferred: [ProviderID] = []
    var fallbackOnRefusal = false
    var fetchAllowed: [AddressGuard.Host] = []
    var referenceLimits = ReferenceLimits()
    /// Jimeng's gate; nil: none.
    var gate: GateLimits?
    /// Providers after Jimeng.
    var others: [any ImageProvider] = []
    var picture = ScriptedPicture.png(bytes: 2000)
    /// What happens to pictures before they are kept.
    var finish: FinishPicture = { picture, _, _ in picture }
    var crop = CropRule()
    var spool = SpoolLimits(all: 64 << 20, age: .seconds(600))
    /// Nothing is there; what would go there stays in memory.
    var spoolFolder = "/dev/null/spool"

    static func with(_ change: (inout WorkerOptions) -> Void) -> WorkerOptions {
        var options = WorkerOptions()
        change(&options)
        return options
    }
}

/// Runs `body` with a worker whose Jimeng behaves by `script`; both are gone when this returns.
func withWorker(
    _ script: JimengScript = JimengScript(), _ options: WorkerOptions = WorkerOptions(),
    _ body: @escaping @Sendable (WorkerUnderTest) async throws -> Void
) async throws {
    try await withLoop { loop in
        let jimeng = ScriptedJimeng(script, picture: options.picture)
        let metrics = Metrics()
        try await withWorker(
            on: loop, of: jimeng.router, suffix: options.suffix, crop: options.crop, metrics: metrics
        ) {
            makeAttempts($0, options, metrics)
        } body: { http, attempts, url in
            try await body(
                WorkerUnderTest(http: http, jimeng: jimeng, attempts: attempts, jimengURL: url, metrics: metrics))
        }
    }
}

/// What attempts stand on: the address of the played service, and what providers work with.
struct WorkerGround: Sendable {
    let url: String
    let client: HTTPClient
    let time: LoopTime
    let threads: BlockingThreads

    func tools(fetchAllowed: [AddressGuard.Host] = [], refusalResubmits: Int = 0) -> ProviderTools {
        ProviderTools(
            client: client, time: time, fetchAllowed: fetchAllowed, refusalResubmits: refusalResubmits,
            threads: threads)
    }
}

/// Serves those routes and, beside them, a worker whose attempts are made over them; `body` gets the worker, its
/// attempts and the address of the routes.
func withWorker(
    on loop: EventLoop, of service: Router, suffix: String = "", crop: CropRule = CropRule(),
    metrics: Metrics = Metrics(), logger: Logger = .disabled,
    attempts make: (WorkerGround) -> Attempts,
    body: @escaping @Sendable (PlainHTTP, Attempts, String) async throws -> Void
) async throws {
    let provider = HTTPServer(loop: loop, handler: service.handler)
    let url = "http://127.0.0.1:\(try provider.bind())"
    let client = try HTTPClient(loop: loop)
    let time = LoopTime(loop: loop)
    let threads = BlockingThreads(name: "drawing", count: 1)
    let attempts = make(WorkerGround(url: url, client: client, time: time, threads: threads))
    let routes = WorkerRoutes(
        WorkerParts(
            attempts: attempts, promptRule: PromptRule(suffix: suffix), cropRule: crop, time: time,
            version: "1", bodyLimit: 1 << 20, folder: ".", metrics: metrics, isReady: { true }))
    let server = HTTPServer(loop: loop, logger: logger, handler: chain([ErrorAnswers()], routes.handler))
    let http = PlainHTTP(port: try server.bind())
    let outcome: Result<Void, any Error>
    do {
        outcome = .success(
            try await running([provider, attempts, server], on: loop) { try await body(http, attempts, url) })
    } catch {
        outcome = .failure(error)
    }
    await client.shutdown()
    await threads.stop()
    try outcome.get()
}

private func makeAttempts(_ ground: WorkerGround, _ options: WorkerOptions, _ metrics: Metrics) -> Attempts {
    var settings = JimengSettings(
        keys: JimengKeys(
            accessKey: Secret(ScriptedJimeng.accessKey), secretKey: Secret(options.secretKey)),
        baseURL: ground.url, submitLimit: options.submitLimit)
    settings.patience = options.patience
    let tools = ground.tools(
        fetchAllowed: options.fetchAllowed, refusalResubmits: options.patience.refusalResubmits)
    let jimeng: any ImageProvider =
        options.gate.map { settings.provider(behind: $0, tools) } ?? JimengProvider(settings, tools)
    let registry = ProviderRegistry(
        [jimeng] + options.others, preferred: options.preferred,
        fallbackOnRefusal: options.fallbackOnRefusal)
    return Attempts(
        registry, spool: SpillingSpool(options.spool, path: options.spoolFolder, time: ground.time),
        references: GuardedReferences(tools.fetcher()), referenceLimits: options.referenceLimits, time: ground.time,
        observer: AttemptMetrics(metrics), finish: options.finish)
}

/// A provider that gives a picture at once, or fails so, and notes what it was asked.
final class StandIn: ImageProvider {
    let facts: ProviderFacts
    private let failure: GenerationError?
    private let asked = Locked<[PictureOrder]>([])

    init(
        _ name: String = "stand-in", references: ReferenceRule = .none, options: Set<PictureOptions.Name> = [],
        fails failure: GenerationError? = nil
    ) {
        facts = ProviderFacts(id: ProviderID(name), references: references, options: options)
        self.failure = failure
    }

    /// The orders that it was asked for.
    var orders: [PictureOrder] { asked.withLock { $0 } }

    func generate(_ order: PictureOrder, _ journal: any AttemptJournal) async throws(GenerationError) -> Generated {
        asked.withLock { $0.append(order) }
        if let failure { throw failure }
        return Generated(Picture(bytes: [1, 2, 3], type: .png, width: 1, height: 1), costMicroUSD: 7)
    }
}
