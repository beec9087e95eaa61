import GatewayCore
import HTTPClient
import JSON

/// Whether any of the image workers serves: healthy as soon as one says so.
package struct WorkerHealthProbe: HealthProbe {
    private let client: HTTPClient
    private let workers: WorkerDirectory
    private let token: String?

    /// Asks those workers.
    package init(client: HTTPClient, workers: WorkerDirectory, token: String?) {
        self.client = client
        self.workers = workers
        self.token = token
    }

    package func check() async -> DependencyHealth {
        // Side by side, for one that hangs takes all the time there is.
        await withTaskGroup(of: DependencyHealth.self) { group in
            for worker in workers.urls { group.addTask { await ask(worker) } }
            var last = DependencyHealth(.unhealthy, error: "no worker")
            for await health in group {
                last = health
                if health.status == .healthy { break }
            }
            group.cancelAll()
            return last
        }
    }

    private func ask(_ worker: String) async -> DependencyHealth {
        var request = ClientRequest(.get, worker + "/api/health")
        request.deadline = Health.limit
        request.usesProxy = false
        if let token { request.fields["Authorization"] = "Bearer \(token)" }
        do {
            return try await client.withResponse(request) { response in
                let time = response.fields["X-Response-Time"].flatMap(Self.milliseconds)
                guard response.status.code != 200 else { return DependencyHealth(.healthy, responseTime: time) }
                let body = try await response.collect(limit: 64 * 1024)
                return DependencyHealth(.unhealthy, error: Self.fault(response.status.code, body), responseTime: time)
            }
        } catch {
            return DependencyHealth(.unhealthy, error: "not reachable")
        }
    }

    /// `12.3` or `12.3ms`.
    private static func milliseconds(_ text: String) -> Double? {
        Double(text.hasSuffix("ms") ? String(text.dropLast(2)) : text)
    }

    /// Which of the worker's own dependencies are ill, by name.
    private static func fault(_ status: Int, _ body: [UInt8]) -> String {
        let dependencies = (try? JSONValue.parse(body))?["dependencies"]?.object
        let ill = (dependencies?.members ?? []).filter { $0.value["status"]?.string == "unhealthy" }.map(\.key)
        return ill.isEmpty ? "HTTP \(status)" : "unhealthy: \(ill.joined(separator: ", "))"
    }
}
