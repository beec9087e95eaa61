import HTTPClient
import ImageWorkerCore
import Lifecycle
import Locks

/// Whether a server answers at all: any answer to an unsigned GET will do. Asked at most every so often.
package final class Reachability: Sendable {
    private let url: String
    private let client: HTTPClient
    private let time: any TimeSource
    private let last = Locked<(at: ContinuousClock.Instant, health: ProviderHealth)?>(nil)

    /// How long an answer is believed.
    private static let lifetime = Duration.seconds(15)
    /// Shorter than the five seconds that the gateway waits for the worker's health.
    private static let limit = Duration.seconds(3)

    /// Asks at that address.
    package init(url: String, client: HTTPClient, time: any TimeSource) {
        self.url = url
        self.client = client
        self.time = time
    }

    /// What is known, or is found out within three seconds.
    package func check() async -> ProviderHealth {
        let now = time.now
        if let known = last.withLock({ $0 }), known.at.advanced(by: Self.lifetime) > now { return known.health }
        let health = await ask()
        last.withLock { $0 = (now, health) }
        return health
    }

    private func ask() async -> ProviderHealth {
        var request = ClientRequest(.get, url)
        request.deadline = Self.limit
        request.connectTimeout = Self.limit
        do {
            try await client.withResponse(request) { _ in }
            return .healthy
        } catch {
            return .unhealthy(Self.word(error))
        }
    }

    /// The kind of failure alone: an address or a proxy's name is nobody's business.
    private static func word(_ error: any Error) -> String {
        guard let error = error as? HTTPClientError else { return "failed" }
        switch error {
        case .unresolvable: return "name not resolved"
        case .connectFailed: return "connection failed"
        case .tlsFailed: return "TLS failed"
        case .timedOut: return "timed out"
        case .invalidRequest, .addressRefused, .cancelled, .exchangeFailed, .headerTooLarge, .bodyTooLarge,
            .redirectRefused, .uploadFailed, .shutDown:
            return "failed"
        }
    }
}
