import Glibc

/// Collects figures with their limits and prints them as a table.
struct Report {
    private struct Row {
        let name: String
        let value: String
        let limit: String
        let holds: Bool?
    }

    private var rows: [Row] = []
    private var skipped: [String] = []

    /// A figure that must not pass a limit.
    mutating func atMost(_ name: String, _ value: Double, limit: Double, unit: String) {
        add(name, value, "≤ \(Self.text(limit)) \(unit)", unit, value <= limit)
    }

    /// A figure that must reach a limit.
    mutating func atLeast(_ name: String, _ value: Double, limit: Double, unit: String) {
        add(name, value, "≥ \(Self.text(limit)) \(unit)", unit, value >= limit)
    }

    /// A figure without a limit.
    mutating func note(_ name: String, _ value: Double, unit: String) {
        rows.append(Row(name: name, value: "\(Self.text(value)) \(unit)", limit: "", holds: nil))
    }

    /// A benchmark that cannot run here.
    mutating func skip(_ name: String, why: String) {
        skipped.append("\(name): \(why)")
    }

    /// A benchmark that could not be brought to its end.
    mutating func failed(_ name: String, _ error: any Error) {
        rows.append(Row(name: name, value: "\(error)", limit: "a result", holds: false))
    }

    /// The table, the skipped ones, and the line of counts; whether all limits hold.
    func finish() -> Bool {
        let width = rows.map(\.name.count).max() ?? 0
        for row in rows {
            let verdict = row.holds.map { $0 ? "ok" : "OVER" } ?? ""
            say(row.name.padded(to: width) + row.value.padded(to: 16) + row.limit.padded(to: 16) + verdict)
        }
        for reason in skipped { say("skipped: \(reason)") }
        let judged = rows.compactMap(\.holds)
        let failures = judged.filter { !$0 }.count
        say("\(judged.count - failures) passed, \(failures) failed, \(skipped.count) skipped")
        return failures == 0
    }

    private mutating func add(_ name: String, _ value: Double, _ limit: String, _ unit: String, _ holds: Bool) {
        rows.append(Row(name: name, value: "\(Self.text(value)) \(unit)", limit: limit, holds: holds))
    }

    /// Three digits that count.
    private static func text(_ value: Double) -> String {
        let places: Double = abs(value) >= 100 ? 1 : abs(value) >= 10 ? 10 : abs(value) >= 1 ? 100 : 1000
        let rounded = (value * places).rounded() / places
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count + 2))
    }
}

extension Array where Element == Double {
    /// The value that half of the others do not pass.
    var median: Double { percentile(50) }

    /// The value that `percent` of all do not pass; 0 without values.
    func percentile(_ percent: Int) -> Double {
        guard !isEmpty else { return 0 }
        let sorted = sorted()
        return sorted[Swift.min(count - 1, count * percent / 100)]
    }
}

/// A line on standard output, at once: `print` would hold it back when that is a pipe.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    var at = 0
    while at < bytes.count {
        let count = bytes.withUnsafeBytes { write(1, $0.baseAddress.map { $0 + at }, $0.count - at) }
        guard count > 0 else { return }
        at += count
    }
}
