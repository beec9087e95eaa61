import HTTPClient
import ImageWorkerCore
import JSON
import ProviderKit

/// The request, as the contract and the providers' page (section 3.2) want it: no `temperature`, which GPT-5's family
/// rejects.
struct OpenRouterWire: Sendable {
    private let api: BearerAPI
    private let model: String
    private let limit: Duration

    init(_ settings: OpenRouterSettings, _ api: BearerAPI) {
        (self.api, model, limit) = (api, settings.model, settings.limit)
    }

    /// What must not show up in anything that is told.
    var secrets: [String] { api.secrets }

    /// Members that a second request may do without: it asks for the same picture, in the model's own size at worst.
    static let droppable: Set<String> = ["max_tokens", "image_config", "usage", "seed", "stream"]

    /// Asks for one picture, streamed: its id comes with the first chunk, long before the picture, and comments keep the
    /// connection alive meanwhile.
    func request(_ order: PictureOrder, without leftOut: Set<String>) -> ClientRequest {
        let model = order.model ?? model
        var members: JSONObject = [
            "model": .string(model), "max_tokens": 4000, "modalities": Self.modalities(of: model), "stream": true,
            "usage": ["include": true],
        ]
        members["image_config"] = order.size.flatMap { OpenRouterSize($0) }.map(\.json)
        members["seed"] = order.seed.map { .int($0) }
        let request = ChatRequest(order, isPlain: true, members)
        return api.post(ChatAddress.path, request.bytes(without: leftOut), within: limit)
    }

    /// Models that only draw must not be asked for text (section 3.2).
    private static func modalities(of model: String) -> JSONValue {
        ["black-forest-labs/", "sourceful/", "bytedance-seed/"].contains { model.hasPrefix($0) }
            ? ["image"] : ["image", "text"]
    }
}
