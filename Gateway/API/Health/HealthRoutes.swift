import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Lifecycle
import Models
import Observability

/// `GET /api/health`, `/livez`, `/readyz` and `/metrics` (contract, section 8).
struct HealthRoutes {
    let health: Health
    let isReady: @Sendable () -> Bool
    let metrics: Metrics
    let version: String
    let time: any TimeSource

    /// 200 when nothing that is configured is unhealthy, else 503.
    func report(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let found = await health.check()
        let isHealthy = !found.contains { $0.health.status == .unhealthy }
        var dependencies = JSONObject()
        for (name, health) in found { dependencies[name] = health.json }
        let report: JSONValue = [
            "service": "ScriptToFrame API", "status": .string(isHealthy ? "healthy" : "degraded"),
            "timestamp": .string(Timestamp(unixSeconds: time.unixSeconds).rfc3339), "version": .string(version),
            "dependencies": .object(dependencies),
        ]
        return .json(report.bytes(), status: isHealthy ? .ok : .serviceUnavailable)
    }

    /// This process answers; nothing else is looked at.
    func live(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        .json(Array(#"{"status":"ok"}"#.utf8))
    }

    /// Whether new work is welcome: not while draining.
    func ready(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        isReady()
            ? .json(Array(#"{"status":"ready"}"#.utf8))
            : .json(Array(#"{"status":"draining"}"#.utf8), status: .serviceUnavailable)
    }

    /// Prometheus text format 0.0.4.
    func exposition(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        // Reads /proc, which takes a while with thousands of sockets: not on the loop.
        let text = await withTaskExecutorPreference(globalConcurrentExecutor) { metrics.exposition() }
        return .text(text, type: "text/plain; version=0.0.4; charset=utf-8")
    }
}

extension DependencyHealth {
    fileprivate var json: JSONValue {
        var object: JSONObject = ["status": .string(status.rawValue)]
        object["error"] = error.map { .string($0) }
        object["responseTime"] = responseTime.map { .double($0) }
        return .object(object)
    }
}
