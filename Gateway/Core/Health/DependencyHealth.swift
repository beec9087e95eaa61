import Lifecycle

/// How something that the gateway needs is doing.
package struct DependencyHealth: Sendable, Equatable {
    package enum Status: String, Sendable {
        case healthy, unhealthy
        /// Not configured; does not count.
        case disabled
    }

    package var status: Status
    /// Why it is unhealthy, in a few words without secrets.
    package var error: String?
    /// Milliseconds, as the dependency itself told them.
    package var responseTime: Double?

    /// A state with its reason.
    package init(_ status: Status, error: String? = nil, responseTime: Double? = nil) {
        self.status = status
        self.error = error
        self.responseTime = responseTime
    }
}

/// Asks one dependency how it is, without anything that costs money.
package protocol HealthProbe: Sendable {
    /// Never throws: not to answer is an answer.
    func check() async -> DependencyHealth
}

/// All that the gateway depends on, by the names of the contract (section 8).
package struct Health: Sendable {
    private let probes: [(name: String, probe: any HealthProbe)]
    private let time: any TimeSource

    /// Time that one dependency has to answer.
    package static let limit: Duration = .seconds(5)

    /// Asks those probes.
    package init(probes: [(name: String, probe: any HealthProbe)], time: any TimeSource) {
        self.probes = probes
        self.time = time
    }

    /// Asks all side by side; in the order of the probes.
    package func check() async -> [(name: String, health: DependencyHealth)] {
        await withTaskGroup(of: (Int, DependencyHealth).self) { group in
            for (index, entry) in probes.enumerated() {
                group.addTask { (index, await bounded(entry.probe)) }
            }
            var found: [(Int, DependencyHealth)] = []
            for await result in group { found.append(result) }
            return found.sorted { $0.0 < $1.0 }.map { (probes[$0.0].name, $0.1) }
        }
    }

    private func bounded(_ probe: any HealthProbe) async -> DependencyHealth {
        do {
            return try await withDeadline(Self.limit, time: time) { await probe.check() }
        } catch {
            return DependencyHealth(.unhealthy, error: "no answer within \(Self.limit.components.seconds) s")
        }
    }
}

/// A dependency that this process has no use for as it is configured.
package struct UnusedDependency: HealthProbe {
    /// Always disabled.
    package init() {}

    package func check() async -> DependencyHealth { DependencyHealth(.disabled) }
}
