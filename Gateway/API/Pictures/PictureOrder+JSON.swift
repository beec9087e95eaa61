import GatewayCore
import JSON
import Models

// What clients send for one picture (contract, section 3) and for each frame of a batch.
extension PictureOrder {
    /// Reads a request of one picture. `frame.prompt` wins over `frame.jimengPrompt`, that over `prompt`.
    /// - Throws: `GatewayError` when no prompt is there or a field has a wrong type.
    init(request: JSONRecord) throws {
        let frame = try request.record("frame")
        guard let prompt = try frame?.framePrompt() ?? request.text("prompt") else {
            throw GatewayError.missingParameters(["prompt"])
        }
        self.init(prompt: prompt)
        self.frame = frame?.text
        try apply(request)
        if let config = try request.record("config") { try apply(config: config) }
    }

    /// Reads a frame of a batch; nil when it has no prompt and is left out.
    init?(frame: JSONRecord, config: JSONRecord?) throws {
        guard let prompt = try frame.framePrompt() else { return nil }
        self.init(prompt: prompt)
        self.frame = frame.text
        seed = try frame.int("seed")
        if let config { try apply(config: config) }
    }

    private mutating func apply(config: JSONRecord) throws {
        try apply(config)
        guard let format = try config.string("imageFormat") else { return }
        guard let imageFormat = ImageFormat(rawValue: format) else {
            throw GatewayError.invalidParameter(
                field: "config.imageFormat", reason: LocalizedText(zh: "应为 data 或 url", en: "must be data or url"))
        }
        self.imageFormat = imageFormat
    }

    /// Takes the fields that are set; fields that are set already stay.
    private mutating func apply(_ fields: JSONRecord) throws {
        provider = try provider ?? fields.text("provider")
        size = try size ?? fields.text("size")
        style = try style ?? fields.text("style")
        seed = try seed ?? fields.int("seed")
        referenceImages = referenceImages ?? fields.raw("referenceImages")
        crop = crop ?? fields.raw("crop")
        output = output ?? fields.raw("output")
    }
}

extension JSONRecord {
    /// A string that is not blank.
    func text(_ name: String) throws(JSONFieldError) -> String? {
        guard let text = try string(name), !text.allSatisfy(\.isWhitespace) else { return nil }
        return text
    }

    fileprivate func framePrompt() throws(JSONFieldError) -> String? {
        if let prompt = try text("prompt") { return prompt }
        return try text("jimengPrompt")
    }
}
