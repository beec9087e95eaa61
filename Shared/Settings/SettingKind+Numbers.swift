extension SettingKind where Value == Double {
    /// A decimal number.
    package static func number(_ range: ClosedRange<Double>) -> SettingKind {
        SettingKind(
            "a number from \(range.lowerBound) to \(range.upperBound)",
            parse: { Double($0).flatMap { range.contains($0) ? $0 : nil } }, show: { String($0) })
    }
}

extension SettingKind where Value == Int {
    /// A whole number.
    package static func integer(_ range: ClosedRange<Int>) -> SettingKind {
        SettingKind(
            range.upperBound == .max
                ? "a whole number from \(range.lowerBound)"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)",
            parse: { text in Int(text.trimmed).flatMap { range.contains($0) ? $0 : nil } },
            show: { String($0) })
    }

    /// A number of bytes: `500000`, `32 KB`, `10MB`, `1.5 GB`; a kilobyte is 1024 bytes.
    package static func bytes(_ range: ClosedRange<Int>) -> SettingKind {
        SettingKind(
            "a size such as 500000, 32 KB or 10MB, from \(ByteCount.text(range.lowerBound)) to \(ByteCount.text(range.upperBound))",
            parse: { text in ByteCount.parse(text.trimmed).flatMap { range.contains($0) ? $0 : nil } },
            show: ByteCount.text)
    }
}

extension SettingKind where Value == Duration {
    /// A number of seconds, with a fraction if wanted.
    package static func seconds(_ range: ClosedRange<Duration>) -> SettingKind {
        SettingKind(
            "seconds from \(Seconds.text(range.lowerBound)) to \(Seconds.text(range.upperBound))",
            parse: { text in Seconds.parse(text.trimmed).flatMap { range.contains($0) ? $0 : nil } },
            show: Seconds.text)
    }
}

extension SettingKind where Value == Bool {
    package static var boolean: SettingKind {
        SettingKind(
            "true or false",
            parse: { text in
                switch text.trimmed.lowercased() {
                case "true", "1", "yes", "on": true
                case "false", "0", "no", "off": false
                default: nil
                }
            },
            show: { $0 ? "true" : "false" })
    }
}

/// Sizes as text.
enum ByteCount {
    private static let units: [(name: String, size: Int)] = [
        ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
        ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10), ("B", 1),
    ]

    static func parse(_ text: String) -> Int? {
        let upper = text.uppercased()
        guard let unit = units.first(where: { upper.hasSuffix($0.name.uppercased()) }) else {
            return whole(text, of: 1)
        }
        return whole(String(text.dropLast(unit.name.count)).trimmed, of: unit.size)
    }

    /// Exact where it can be: `10 MB`, else plain bytes.
    static func text(_ bytes: Int) -> String {
        for unit in units.prefix(3) where bytes >= unit.size && bytes % unit.size == 0 {
            return "\(bytes / unit.size) \(unit.name)"
        }
        return "\(bytes) bytes"
    }

    private static func whole(_ number: String, of unit: Int) -> Int? {
        guard let (whole, fraction) = Decimals.split(number), unit > 1 || fraction.isEmpty, let count = Int(whole)
        else {
            return nil
        }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit)
        let (sum, carried) = bytes.addingReportingOverflow(Decimals.part(fraction, of: unit))
        return overflow || carried ? nil : sum
    }
}

/// Durations as text.
enum Seconds {
    static func parse(_ text: String) -> Duration? {
        guard let (whole, fraction) = Decimals.split(text), whole.utf8.count <= 12, let seconds = Int(whole) else {
            return nil
        }
        return .seconds(seconds) + .nanoseconds(Decimals.part(fraction, of: 1_000_000_000))
    }

    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard attoseconds != 0 else { return String(seconds) }
        let digits = String(attoseconds / 1_000_000_000)
        let padded = String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits
        return "\(seconds)." + padded.prefix(padded.utf8.count - padded.reversed().prefix { $0 == "0" }.count)
    }
}

/// Plain decimal notation: no sign, no exponent.
private enum Decimals {
    static func split(_ text: String) -> (whole: String, fraction: String)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), parts.allSatisfy(\.isDigits) else { return nil }
        return (parts[0], parts.count == 2 ? String(parts[1].prefix(9)) : "")
    }

    /// What the digits behind the point make of `unit`, rounded down.
    static func part(_ fraction: String, of unit: Int) -> Int {
        guard let digits = Int(fraction) else { return 0 }
        let scale = fraction.reduce(1) { scale, _ in scale * 10 }
        return Int((Int128(digits) * Int128(unit)) / Int128(scale))
    }
}
