/// Labels of one sample, in order.
package struct MetricLabels: Sendable {
    private var text = ""

    init(_ pairs: some Sequence<(String, String)>) {
        for (label, value) in pairs { append(label, value) }
    }

    func with(_ label: String, _ value: String) -> MetricLabels {
        var more = self
        more.append(label, value)
        return more
    }

    private mutating func append(_ label: String, _ value: String) {
        text += (text.isEmpty ? "" : ",") + label + "=\"" + MetricText.escaped(value, quotes: true) + "\""
    }

    var braced: String { text.isEmpty ? "" : "{" + text + "}" }
}

/// Prometheus text exposition format 0.0.4, as it is written line by line.
package struct MetricText {
    private(set) var text = ""

    mutating func header(name: String, help: String, kind: String) {
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind)\n"
    }

    mutating func sample(_ name: String, _ labels: MetricLabels, _ value: Double) {
        text += name + labels.braced + " " + Self.number(value) + "\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int(exactly: value).map(String.init) ?? value.description
    }

    static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    static func isName(_ name: String) -> Bool {
        isWord(name, extra: UInt8(ascii: ":"))
    }

    /// `le` is the histogram's own.
    static func isLabel(_ name: String) -> Bool {
        isWord(name, extra: UInt8(ascii: "_")) && !name.hasPrefix("__") && name != "le"
    }

    private static func isWord(_ word: String, extra: UInt8) -> Bool {
        guard let first = word.utf8.first, !isDigit(first) else { return false }
        return word.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == extra }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
