import HTTPCore
import HTTPServer
import ImageWorkerCore
import JSON
import Lifecycle
import Observability

/// What the worker says of itself and of what it depends on; no call here costs anything.
struct HealthRoutes: Sendable {
    let registry: ProviderRegistry
    let time: any TimeSource
    let version: String
    /// Where pictures are written; its disk is looked at.
    let folder: String
    let metrics: Metrics
    let isReady: @Sendable () -> Bool

    /// Bytes; with less the disk counts as full.
    private static let leastFree = 256 << 20

    func root(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let configured = registry.providers.map(\.facts).filter(\.isConfigured)
        let body: JSONValue = [
            "service": "ScriptToFrame Image Generation API", "version": .string(version),
            "sdk_available": .bool(registry.hasRealProvider),
            "providers": .array(configured.map { .string($0.id.name) }),
            "models": .array(configured.compactMap(Self.model)),
            "endpoints": .array(WorkerRoutes.endpoints.map { .string($0) }),
        ]
        return .json(body.bytes())
    }

    /// What a provider with models uses unless a request names another.
    private static func model(_ facts: ProviderFacts) -> JSONValue? {
        facts.model.map { ["provider": .string(facts.id.name), "model": .string($0)] }
    }

    func health(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let dependencies = await dependencies()
        let isHealthy = dependencies.members.allSatisfy { $0.value["status"] != "unhealthy" }
        let body: JSONValue = [
            "status": isHealthy ? "healthy" : "degraded", "service": "Image Generation Backend",
            "timestamp": .double(time.unixSeconds), "sdk_available": .bool(registry.hasRealProvider),
            "dependencies": .object(dependencies),
        ]
        return .json(body.bytes(), status: isHealthy ? .ok : .serviceUnavailable)
    }

    func live(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        .json(JSONValue.object(["status": "ok"]).bytes())
    }

    func ready(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        guard isReady() else { throw HTTPServerError.shuttingDown }
        return .json(JSONValue.object(["status": "ready"]).bytes())
    }

    func figures(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        // Reading them asks /proc, which may take longer than the loop has.
        let text = await withTaskExecutorPreference(globalConcurrentExecutor) { metrics.exposition() }
        return .text(text, type: "text/plain; version=0.0.4; charset=utf-8")
    }

    func openAPI(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        .json(WorkerDescription.document(version: version).bytes())
    }

    private func dependencies() async -> JSONObject {
        var found: JSONObject = ["volcengine_api": ["status": "disabled"]]
        for (facts, health) in await providers() {
            if facts.id.name == "jimeng" { found["volcengine_api"] = Self.shown(health) }
            if facts.isConfigured { found[facts.id.name] = Self.shown(health) }
        }
        found["disk_space"] = Self.disk(MachineFigures.freeBytes(at: folder))
        found["memory_usage"] = Self.memory(MachineFigures.residentBytes())
        return found
    }

    /// All asked side by side, in the order of the registry.
    private func providers() async -> [(ProviderFacts, ProviderHealth)] {
        await withTaskGroup(of: (Int, ProviderHealth).self) { group in
            for (index, provider) in registry.providers.enumerated() {
                group.addTask { (index, await provider.health()) }
            }
            var healths: [Int: ProviderHealth] = [:]
            for await (index, health) in group { healths[index] = health }
            return registry.providers.enumerated().map { ($1.facts, healths[$0] ?? .disabled) }
        }
    }

    private static func shown(_ health: ProviderHealth) -> JSONValue {
        switch health {
        case .healthy: ["status": "healthy"]
        case .disabled: ["status": "disabled"]
        case .unhealthy(let why): ["status": "unhealthy", "error": .string(why)]
        }
    }

    private static func disk(_ free: Int?) -> JSONValue {
        guard let free else { return ["status": "unhealthy", "error": "not readable"] }
        return ["status": free < leastFree ? "unhealthy" : "healthy", "freeBytes": .int(free)]
    }

    private static func memory(_ resident: Int?) -> JSONValue {
        guard let resident else { return ["status": "unhealthy", "error": "not readable"] }
        return ["status": "healthy", "residentBytes": .int(resident)]
    }
}
