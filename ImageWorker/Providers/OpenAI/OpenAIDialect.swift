import ImageWorkerCore

/// Whose words the images API is spoken in.
enum OpenAIDialect: Sendable {
    case openAI
    /// `aspect_ratio` and `resolution` instead of `size`, and edits as JSON (providers' page, section 4.8).
    case xAI

    /// By the host; behind a relay's nobody can tell.
    init(baseURL: String) {
        let rest = baseURL.split(separator: "/", omittingEmptySubsequences: false)
        let host = rest.count > 2 ? rest[2].split(separator: ":").first.map { $0.lowercased() } : nil
        self = host == "api.x.ai" ? .xAI : .openAI
    }

    /// The ratio that is nearest to a size: xAI takes no pixels.
    static func ratio(of size: PictureSize) -> String {
        let wanted = Double(size.width) / Double(size.height)
        // As far off as the quotient says, above and below alike.
        func distance(_ ratio: (name: String, value: Double)) -> Double {
            max(wanted / ratio.value, ratio.value / wanted)
        }
        return ratios.min { distance($0) < distance($1) }?.name ?? "auto"
    }

    /// The resolution that has at least the longer side, as far as there is one.
    static func resolution(of size: PictureSize) -> String {
        switch max(size.width, size.height) {
        case ...1024: "1k"
        case ...1536: "1.5k"
        default: "2k"
        }
    }

    private static let ratios: [(name: String, value: Double)] = [
        ("1:1", 1), ("4:3", 4 / 3), ("3:4", 3 / 4), ("3:2", 3 / 2), ("2:3", 2 / 3), ("16:9", 16 / 9), ("9:16", 9 / 16),
        ("2:1", 2), ("1:2", 1 / 2),
    ]
}
