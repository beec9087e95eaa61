import GatewayCore
import HTTPClient
import Lifecycle
import Locks

/// Whether a language model's server answers and takes our key: by its list of models, which is not billed.
package final class ModelHealthProbe: HealthProbe {
    private let client: HTTPClient
    private let request: ClientRequest?
    private let time: any TimeSource
    private let last = Locked<(health: DependencyHealth, at: ContinuousClock.Instant)?>(nil)

    /// How long an answer is believed: probes come every few seconds, and the server is somebody else's.
    private static let freshness: Duration = .seconds(30)

    /// Asks by `request`; nil: the model is not configured.
    package init(client: HTTPClient, request: ClientRequest?, time: any TimeSource) {
        self.client = client
        self.request = request
        self.time = time
    }

    package func check() async -> DependencyHealth {
        guard var request else { return DependencyHealth(.disabled) }
        let now = time.now
        if let known = last.withLock({ $0 }), known.at.duration(to: now) < Self.freshness { return known.health }
        request.deadline = Health.limit
        let health = await ask(request)
        last.withLock { $0 = (health, now) }
        return health
    }

    /// Servers without that list answer 404, which is an answer too.
    private func ask(_ request: ClientRequest) async -> DependencyHealth {
        do {
            return try await client.withResponse(request) { response in
                switch response.status.code {
                case 401, 403: DependencyHealth(.unhealthy, error: "the key is refused")
                case 500...: DependencyHealth(.unhealthy, error: "HTTP \(response.status.code)")
                default: DependencyHealth(.healthy)
                }
            }
        } catch {
            return DependencyHealth(.unhealthy, error: "not reachable")
        }
    }
}
