import Locks

/// Counts values by size, for quantiles over many processes.
package final class Histogram: Metric {
    package static let kind = "histogram"

    /// From a millisecond to ten minutes: requests of every kind.
    package static let seconds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600,
    ]
    /// From a kilobyte to 64 MB.
    package static let bytes: [Double] = [
        1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
    ]

    private struct Tally {
        var counts: [UInt64]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let tally: Locked<Tally>

    init(bounds: [Double]) {
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy(<), "bounds of buckets rise")
        self.bounds = bounds
        tally = Locked(Tally(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    package func observe(_ value: Double) {
        let bucket = bucket(of: value)
        tally.withLock { tally in
            tally.counts[bucket] += 1
            tally.sum += value
        }
    }

    /// In seconds.
    package func observe(_ duration: Duration) {
        observe(duration / .seconds(1))
    }

    package func write(to text: inout MetricText, name: String, labels: MetricLabels) {
        let (counts, sum) = tally.withLock { ($0.counts, $0.sum) }
        var below: UInt64 = 0
        for (bound, count) in zip(bounds + [.infinity], counts) {
            below += count
            text.sample(name + "_bucket", labels.with("le", MetricText.number(bound)), Double(below))
        }
        text.sample(name + "_sum", labels, sum)
        text.sample(name + "_count", labels, Double(below))
    }

    /// The first whose bound is not below the value; what is no number falls into the last.
    private func bucket(of value: Double) -> Int {
        bounds.firstIndex { value <= $0 } ?? bounds.count
    }
}
