import Locks

/// All series of one name.
protocol MetricFamily: Sendable {
    var name: String { get }
    var help: String { get }
    var kind: String { get }
    func write(to text: inout MetricText)
}

/// One figure that writes its own samples.
package protocol Metric: Sendable {
    /// As in the `# TYPE` line.
    static var kind: String { get }
    /// Appends the samples, with these labels.
    func write(to text: inout MetricText, name: String, labels: MetricLabels)
}

/// The series of one name, told apart by label values.
package final class Labelled<Series: Metric>: MetricFamily {
    /// More label values than this share one series whose values are all `other`: hostile input must not fill memory.
    package static var maxSeries: Int { 1000 }

    let name: String
    let help: String
    var kind: String { Series.kind }
    private let labels: [String]
    private let make: @Sendable () -> Series
    private let series = Locked<[[String]: Series]>([:])

    init(name: String, help: String, labels: [String], make: @escaping @Sendable () -> Series) {
        precondition(labels.allSatisfy(MetricText.isLabel), "not names of labels: \(labels)")
        self.name = name
        self.help = help
        self.labels = labels
        self.make = make
    }

    /// The series of these values, in the order of the labels. Keep it where it is used often.
    package func with(_ values: String...) -> Series {
        precondition(values.count == labels.count, "metric \(name) has the labels \(labels)")
        return series.withLock { series in
            if let known = series[values] { return known }
            let key = series.count < Self.maxSeries ? values : values.map { _ in "other" }
            let made = series[key] ?? make()
            series[key] = made
            return made
        }
    }

    func write(to text: inout MetricText) {
        let all = series.withLock { $0 }
        for (values, one) in all.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            one.write(to: &text, name: name, labels: MetricLabels(zip(labels, values)))
        }
    }
}

/// Series whose values are asked for when they are read.
final class MeasuredFamily: MetricFamily {
    let name: String
    let help: String
    let kind: String
    private let labels: [String]
    private let read: @Sendable () -> [[String]: Double]

    init(
        name: String, help: String, kind: String, labels: [String] = [],
        read: @escaping @Sendable () -> [[String]: Double]
    ) {
        precondition(labels.allSatisfy(MetricText.isLabel), "not names of labels: \(labels)")
        self.labels = labels
        self.name = name
        self.help = help
        self.kind = kind
        self.read = read
    }

    func write(to text: inout MetricText) {
        for (values, value) in read().sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            text.sample(name, MetricLabels(zip(labels, values)), value)
        }
    }
}
