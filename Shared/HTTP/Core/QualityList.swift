/// A comma-separated list whose entries carry `;q=` weights (RFC 9110 section 12.4.2).
struct QualityList: Sendable {
    struct Entry: Sendable {
        /// In lower case, without parameters.
        let name: String
        /// 0...1000.
        let quality: Int
    }

    let entries: [Entry]

    /// Reads the lines of a field; entries with a malformed weight count as unwanted.
    init(_ lines: [String]) {
        entries = lines.flatMap { $0.split(separator: ",") }.compactMap { Self.entry($0) }
    }

    private static func entry(_ text: Substring) -> Entry? {
        let parts = text.split(separator: ";").map { $0.trimmingASCIISpace() }
        guard let name = parts.first, !name.isEmpty else { return nil }
        let weight = parts.dropFirst().last { $0.hasPrefix("q=") || $0.hasPrefix("Q=") }
        return Entry(name: name.lowercased(), quality: weight.map { thousandths($0.dropFirst(2)) } ?? 1000)
    }

    /// `0`, `1`, `0.375` and the like as thousandths; 0 for anything else.
    private static func thousandths(_ text: Substring) -> Int {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? parts[1] : ""
        guard let whole = Int(parts[0]), (0...1).contains(whole), parts[0].count == 1, fraction.count <= 3,
            fraction.utf8.allSatisfy(\.isDigit)
        else { return 0 }
        let padded = fraction + String(repeating: "0", count: 3 - fraction.count)
        return min(1000, whole * 1000 + (Int(padded) ?? 0))
    }
}
