import HTTPClient
import ImageWorkerCore
import JSON
import ProviderKit

/// The requests to Ark's images API.
struct ArkWire: Sendable {
    let api: BearerAPI
    /// Of the settings.
    let model: String
    let limit: Duration

    /// Asks for one picture. Sent once: a repeated request would be a second charge.
    ///
    /// One document, no stream: Ark's streams hold finished pictures only, so for one picture there is nothing to gain.
    /// The picture comes as an address: a short answer, and fetching it can be tried again. Throws `.fault` where a
    /// reference has not been fetched.
    func request(_ order: PictureOrder) throws(GenerationError) -> ClientRequest {
        let model = order.model ?? model
        let kind = SeedreamModel(model)
        // The service's own default is a mark in the picture.
        var body: JSONObject = [
            "model": .string(model), "prompt": .string(order.boundPrompt(for: ArkRules(model: kind).references)),
            "response_format": "url", "watermark": false,
        ]
        body["image"] = try Self.image(order.references)
        body["size"] = order.size.map { .string($0.description) }
        if kind.makesGroups { body["sequential_image_generation"] = "disabled" }
        if kind.options.contains(.seed) { body["seed"] = order.seed.map { .int($0) } }
        if kind.options.contains(.guidanceScale) {
            body["guidance_scale"] = order.options.guidanceScale.map { .double($0) }
        }
        return api.post("/images/generations", JSONValue.object(body).bytes(), within: limit)
    }

    /// A text for one, an array for several.
    private static func image(_ references: [ReferenceImage]) throws(GenerationError) -> JSONValue? {
        var urls: [JSONValue] = []
        for reference in references {
            guard let picture = reference.picture else { throw GenerationError(.fault, billed: .no) }
            urls.append(.string(PictureText.dataURL(picture)))
        }
        return urls.count > 1 ? .array(urls) : urls.first
    }
}
