import Locks

/// A figure that only rises.
package final class Counter: Metric {
    package static let kind = "counter"
    private let total = Locked(0.0)

    package var value: Double { total.withLock { $0 } }

    /// `amount` is not negative.
    package func increment(by amount: Double = 1) {
        precondition(amount >= 0, "a counter cannot fall")
        total.withLock { $0 += amount }
    }

    package func write(to text: inout MetricText, name: String, labels: MetricLabels) {
        text.sample(name, labels, value)
    }
}
