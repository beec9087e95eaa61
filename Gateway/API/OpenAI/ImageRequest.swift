import GatewayCore
import Models

/// What a client of OpenAI's image endpoints asks for (contract, section 4), read and checked.
struct ImageRequest: Sendable {
    var prompt: String
    var model: String?
    /// Pictures in all, or for each input of a batch edit.
    var count: Int
    /// Whether the pictures come as server-sent events.
    var isStream: Bool
    /// The order of one picture, but for the model's choice.
    var template: PictureOrder

    /// Fields of both endpoints.
    static let fields: Set<String> = [
        "prompt", "model", "n", "size", "quality", "background", "moderation", "output_format", "output_compression",
        "response_format", "output_type", "stream", "partial_images", "style", "user", "seed", "provider",
        "negative_prompt", "num_inference_steps", "guidance_scale", "true_cfg_scale", "max_sequence_length",
    ]

    /// Characters of a prompt, as OpenAI has it for its own models.
    static let longestPrompt = 32_000
    static let mostPictures = 10

    /// - Throws: `GatewayError`.
    init(_ fields: ImageFields, known: Set<String> = Self.fields, needsPrompt: Bool = true) throws(GatewayError) {
        try fields.requireKnown(known)
        prompt = try Self.prompt(fields, isNeeded: needsPrompt)
        model = try fields.text("model")
        count = try fields.int("n", in: 1...Self.mostPictures) ?? 1
        isStream = try fields.bool("stream") ?? false
        template = PictureOrder(prompt: prompt)
        template.size = try Self.size(fields)
        template.style = try fields.text("style")
        template.seed = try fields.int("seed", in: 0...Int(UInt32.max))
        template.provider = try fields.text("provider")
        template.form = try Self.form(fields)
        let format = try Self.imageFormat(fields)
        // Events hold the pictures themselves, as OpenAI's do.
        template.imageFormat = isStream ? .data : format
        template.wishes = try PictureWishes(fields, isStream: isStream)
        // Who the end user is, is the client's own affair; it is read so that a wrong type is still told.
        _ = try fields.text("user")
    }

    /// The order of one picture with the provider that the model's name stands for.
    func order(_ choice: PictureModels.Choice) throws(GatewayError) -> PictureOrder {
        var order = template
        if let named = order.provider, let chosen = choice.provider, named != chosen {
            throw .invalidParameter(
                field: "provider",
                reason: LocalizedText(zh: "与model指定的\(chosen)不一致", en: "differs from \(chosen), which model names"))
        }
        order.provider = order.provider ?? choice.provider
        order.model = choice.model
        return order
    }

    private static func prompt(_ fields: ImageFields, isNeeded: Bool) throws(GatewayError) -> String {
        guard let prompt = try fields.text("prompt") else {
            guard isNeeded else { return "" }
            throw .missingParameters(["prompt"])
        }
        guard prompt.unicodeScalars.count <= longestPrompt else {
            throw .invalidParameter(
                field: "prompt",
                reason: LocalizedText(
                    zh: "超过\(longestPrompt)个字符", en: "is longer than \(longestPrompt) characters"))
        }
        return prompt
    }

    /// `output_type` is the contract's other word for it: `pil` means the picture itself.
    private static func imageFormat(_ fields: ImageFields) throws(GatewayError) -> ImageFormat {
        _ = try fields.choice("output_type", of: ["pil"])
        return try fields.choice("response_format", of: ["b64_json", "url"]) == "url" ? .url : .data
    }

    /// `auto` leaves it to the provider.
    private static func size(_ fields: ImageFields) throws(GatewayError) -> String? {
        guard let size = try fields.text("size"), size != "auto" else { return nil }
        return size
    }

    private static func form(_ fields: ImageFields) throws(GatewayError) -> PictureForm? {
        let quality = try fields.int("output_compression", in: 0...100)
        guard let format = try fields.choice("output_format", of: ["png", "jpeg", "webp"]) else {
            guard quality == nil else { throw .missingParameters(["output_format"]) }
            return nil
        }
        return PictureForm(format: format, quality: format == "png" ? nil : quality)
    }
}

extension PictureWishes {
    /// - Throws: `GatewayError`.
    init(_ fields: ImageFields, isStream: Bool) throws(GatewayError) {
        self.init()
        negativePrompt = try fields.text("negative_prompt")
        quality = try fields.text("quality").flatMap { $0 == "auto" ? nil : $0 }
        background = try fields.choice("background", of: ["transparent", "opaque", "auto"])
        if background == "auto" { background = nil }
        moderation = try fields.choice("moderation", of: ["low", "auto"])
        if moderation == "auto" { moderation = nil }
        inputFidelity = try fields.choice("input_fidelity", of: ["high", "low"])
        steps = try fields.int("num_inference_steps", in: 1...1000)
        guidanceScale = try fields.double("guidance_scale", in: 0...100)
        trueCFGScale = try fields.double("true_cfg_scale", in: 0...100)
        maxSequenceLength = try fields.int("max_sequence_length", in: 1...100_000)
        let partial = try fields.int("partial_images", in: 0...3)
        partialImages = isStream && partial ?? 0 > 0 ? partial : nil
    }
}
