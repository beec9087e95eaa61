import Observability

extension Metrics {
    /// The figures of those gates, each with the label `provider`.
    package func register(_ gates: [ProviderGate]) {
        gauge("image_provider_in_flight", "Pictures at a provider, from submit to picture.", gates) {
            Double($0.inFlight)
        }
        gauge("image_provider_waiting", "Pictures that wait for leave to submit.", gates) { Double($0.waiting) }
        gauge("image_provider_cool_down_seconds", "Seconds for which nothing is submitted, after a limit.", gates) {
            $0.coolDownLeft / .seconds(1)
        }
        for (name, help, figure) in Self.counted { counter(name, help, gates, figure) }
    }

    private typealias Counted = (name: String, help: String, figure: KeyPath<GateCounts, Int> & Sendable)

    private static let counted: [Counted] = [
        ("image_provider_submits_total", "Requests for a picture that left.", \.submits),
        ("image_provider_retries_total", "Pictures that came back for another submit.", \.retries),
        ("image_provider_limited_total", "Submits answered by a limit of the provider.", \.limited),
        ("image_provider_refusals_total", "Pictures that the provider's moderation refused.", \.refusals),
        ("image_provider_unknown_total", "Submits of which nobody knows what came.", \.unknown),
        (
            "image_provider_lost_pictures_total",
            "Pictures that were made and could not be had: their fetch failed, or what came is none.", \.lostPictures
        ),
        ("image_provider_turned_down_total", "Pictures answered 429 by us, before any call.", \.turnedDown),
    ]

    private func gauge(
        _ name: String, _ help: String, _ gates: [ProviderGate], _ read: @escaping @Sendable (ProviderGate) -> Double
    ) {
        gauge(name, help: help, label: "provider") { Self.figures(gates, read) }
    }

    private func counter(
        _ name: String, _ help: String, _ gates: [ProviderGate], _ figure: KeyPath<GateCounts, Int> & Sendable
    ) {
        counter(name, help: help, label: "provider") {
            Self.figures(gates) { Double($0.counts[keyPath: figure]) }
        }
    }

    private static func figures(_ gates: [ProviderGate], _ read: (ProviderGate) -> Double) -> [String: Double] {
        gates.reduce(into: [:]) { $0[$1.provider.name] = read($1) }
    }
}
