import Locks

/// All figures of a process, as Prometheus reads them (text format 0.0.4).
///
/// Parts take their handles once, at start, and keep them; a handle costs one short lock per use. Names are constants
/// of the code: a wrong one, or the same name twice, traps at start.
package final class Metrics: Sendable {
    private let families = Locked<[String: any MetricFamily]>([:])

    package init() {}

    /// Counts up. `name` ends in `_total`.
    package func counter(_ name: String, help: String) -> Counter {
        counter(name, help: help, labels: []).with()
    }

    package func counter(_ name: String, help: String, labels: [String]) -> Labelled<Counter> {
        precondition(name.hasSuffix("_total"), "a counter's name ends in _total: \(name)")
        return register(Labelled(name: name, help: help, labels: labels) { Counter() })
    }

    /// Goes up and down.
    package func gauge(_ name: String, help: String) -> Gauge {
        gauge(name, help: help, labels: []).with()
    }

    package func gauge(_ name: String, help: String, labels: [String]) -> Labelled<Gauge> {
        register(Labelled(name: name, help: help, labels: labels) { Gauge() })
    }

    /// A gauge that is asked when it is read.
    package func gauge(_ name: String, help: String, read: @escaping @Sendable () -> Double) {
        _ = register(MeasuredFamily(name: name, help: help, kind: "gauge") { [[]: read()] })
    }

    /// Gauges of one label that are asked when they are read, by the label's value.
    package func gauge(_ name: String, help: String, label: String, read: @escaping @Sendable () -> [String: Double]) {
        _ = register(MeasuredFamily(name: name, help: help, kind: "gauge", labels: [label]) { Self.keyed(read()) })
    }

    /// A counter kept elsewhere, asked when it is read.
    package func counter(_ name: String, help: String, read: @escaping @Sendable () -> Double) {
        precondition(name.hasSuffix("_total"), "a counter's name ends in _total: \(name)")
        _ = register(MeasuredFamily(name: name, help: help, kind: "counter") { [[]: read()] })
    }

    /// Counters of one label that are kept elsewhere, by the label's value.
    package func counter(
        _ name: String, help: String, label: String, read: @escaping @Sendable () -> [String: Double]
    ) {
        precondition(name.hasSuffix("_total"), "a counter's name ends in _total: \(name)")
        _ = register(MeasuredFamily(name: name, help: help, kind: "counter", labels: [label]) { Self.keyed(read()) })
    }

    private static func keyed(_ values: [String: Double]) -> [[String]: Double] {
        values.reduce(into: [:]) { $0[[$1.key]] = $1.value }
    }

    /// Counts values by size. `buckets` are upper bounds, rising; the last, infinite one is added.
    package func histogram(_ name: String, help: String, buckets: [Double] = Histogram.seconds) -> Histogram {
        histogram(name, help: help, labels: [], buckets: buckets).with()
    }

    package func histogram(
        _ name: String, help: String, labels: [String], buckets: [Double] = Histogram.seconds
    ) -> Labelled<Histogram> {
        register(Labelled(name: name, help: help, labels: labels) { Histogram(bounds: buckets) })
    }

    /// Every figure now, sorted by name. Content type: `text/plain; version=0.0.4; charset=utf-8`.
    package func exposition() -> String {
        let sorted = families.withLock { $0.values.sorted { $0.name < $1.name } }
        var text = MetricText()
        for family in sorted {
            text.header(name: family.name, help: family.help, kind: family.kind)
            family.write(to: &text)
        }
        return text.text
    }

    private func register<Family: MetricFamily>(_ family: Family) -> Family {
        precondition(MetricText.isName(family.name), "not a metric's name: \(family.name)")
        families.withLock { families in
            precondition(families[family.name] == nil, "metric \(family.name) is registered twice")
            families[family.name] = family
        }
        return family
    }
}
