import ImageWorkerCore

/// What is known of a model by its name (providers' page, sections 4.1, 4.2 and 4.8). Models come and go and relays have
/// their own: of an unknown one nothing is forbidden here.
enum OpenAIModel: Sendable, Equatable {
    case dallE2, dallE3
    /// gpt-image-1 to 1.5 and chatgpt-image-latest: three sizes.
    case gptImage
    /// gpt-image-2 and newer: any size within limits.
    case gptImage2
    /// xAI's: a ratio and a resolution, no size.
    case grok
    case unknown

    init(_ name: String) {
        let name = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        switch name {
        case _ where name.hasPrefix("dall-e-2"): self = .dallE2
        case _ where name.hasPrefix("dall-e-3"): self = .dallE3
        case _ where Self.isFirst(name): self = .gptImage
        case _ where name.hasPrefix("gpt-image-2"): self = .gptImage2
        case _ where name.hasPrefix("grok-"): self = .grok
        default: self = .unknown
        }
    }

    private static func isFirst(_ name: String) -> Bool {
        name == "gpt-image-1" || name.hasPrefix("gpt-image-1-") || name.hasPrefix("gpt-image-1.")
            || name.hasPrefix("chatgpt-image")
    }

    /// Characters of a prompt; nil where nobody says.
    var longestPrompt: Int? {
        switch self {
        case .dallE2: 1000
        case .dallE3: 4000
        case .gptImage, .gptImage2: 32_000
        case .grok, .unknown: nil
        }
    }

    /// The only sizes there are; nil where there is a rule, or none.
    var sizes: [PictureSize]? {
        switch self {
        case .dallE2: Self.sizes((256, 256), (512, 512), (1024, 1024))
        case .dallE3: Self.sizes((1024, 1024), (1792, 1024), (1024, 1792))
        case .gptImage: Self.sizes((1024, 1024), (1536, 1024), (1024, 1536))
        case .gptImage2, .grok, .unknown: nil
        }
    }

    /// References of one request.
    var mostReferences: Int {
        switch self {
        case .dallE2: 1
        case .dallE3: 0
        // Of several pictures the page of xAI gives no number; its guide's examples have three.
        case .grok: 3
        case .gptImage, .gptImage2, .unknown: 16
        }
    }

    private static func sizes(_ sides: (Int, Int)...) -> [PictureSize] {
        sides.map { PictureSize(width: $0.0, height: $0.1) }
    }
}
