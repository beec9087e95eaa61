import Locks

/// A figure that rises and falls.
package final class Gauge: Metric {
    package static let kind = "gauge"
    private let current = Locked(0.0)

    package var value: Double { current.withLock { $0 } }

    package func set(_ value: Double) {
        current.withLock { $0 = value }
    }

    package func add(_ amount: Double) {
        current.withLock { $0 += amount }
    }

    package func write(to text: inout MetricText, name: String, labels: MetricLabels) {
        text.sample(name, labels, value)
    }
}
