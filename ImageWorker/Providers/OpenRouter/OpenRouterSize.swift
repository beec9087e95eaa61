import ImageWorkerCore
import JSON

/// A size in OpenRouter's words (providers' page, section 3.2): a ratio and a class of resolution, never pixels.
struct OpenRouterSize: Sendable, Equatable {
    let ratio: String
    /// Nil for 1K, which is what models draw unless told: not all know the member.
    let imageSize: String?

    /// The nearest ratio and class; nil when the nearest ratio is off by more than a tenth, or the size beyond 4K.
    init?(_ size: PictureSize) {
        let wanted = Double(size.width) / Double(size.height)
        func distance(_ ratio: (name: String, value: Double)) -> Double {
            max(wanted / ratio.value, ratio.value / wanted)
        }
        guard let nearest = Self.ratios.min(by: { distance($0) < distance($1) }), distance(nearest) <= 1.1,
            let imageSize = Self.imageSize(Double(size.width * size.height).squareRoot())
        else { return nil }
        ratio = nearest.name
        self.imageSize = imageSize == "1K" ? nil : imageSize
    }

    var json: JSONValue {
        var object: JSONObject = ["aspect_ratio": .string(ratio)]
        object["image_size"] = imageSize.map { .string($0) }
        return .object(object)
    }

    static let ratios: [(name: String, value: Double)] = [
        ("1:1", 1), ("2:3", 2 / 3), ("3:2", 3 / 2), ("3:4", 3 / 4), ("4:3", 4 / 3), ("4:5", 4 / 5), ("5:4", 5 / 4),
        ("9:16", 9 / 16), ("16:9", 16 / 9), ("21:9", 21 / 9),
    ]

    /// By the side of the square with as many pixels.
    private static func imageSize(_ side: Double) -> String? {
        switch side {
        case ...1450: "1K"
        case ...2900: "2K"
        case ...4400: "4K"
        default: nil
        }
    }
}
