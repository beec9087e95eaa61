import ImageWorkerCore
import JSON
import ProviderKit

/// The text fields of a request, in the order of the official client: model and prompt, then by name.
struct OpenAIFields: Sendable {
    let model: String
    let prompt: String
    /// Sorted by name.
    let others: [(name: String, value: JSONValue)]
    /// Unfinished pictures that are asked for.
    let partialImages: Int

    /// Fields that may be left out when the service does not like them (`SubmitOutcome.without`).
    static let droppable: Set<String> = [
        "size", "quality", "background", "moderation", "input_fidelity", "stream", "partial_images", "aspect_ratio",
        "resolution",
    ]

    init(_ order: PictureOrder, model settingsModel: String, dialect: OpenAIDialect, leftOut: Set<String>) {
        model = order.model ?? settingsModel
        // The rule's limits do not matter here, only that pictures have no names.
        prompt = order.boundPrompt(for: OpenAIRules(model: .unknown, dialect: dialect).references)
        var fields: [String: JSONValue] =
            switch dialect {
            case .openAI: Self.wishes(order)
            case .xAI: Self.quality(order)
            }
        // A relay of xAI's that dislikes the size is asked in xAI's words.
        let isGrokBehindRelay = leftOut.contains("size") && OpenAIModel(model) == .grok
        if let size = order.size {
            if dialect == .xAI || isGrokBehindRelay {
                fields["aspect_ratio"] = .string(OpenAIDialect.ratio(of: size))
                fields["resolution"] = .string(OpenAIDialect.resolution(of: size))
            } else {
                fields["size"] = .string(size.description)
            }
        }
        // Either without the other means nothing.
        let leftOut =
            leftOut.isDisjoint(with: ["stream", "partial_images"])
            ? leftOut : leftOut.union(["stream", "partial_images"])
        for name in leftOut { fields[name] = nil }
        partialImages = fields["partial_images"]?.int ?? 0
        others = fields.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// As a JSON document.
    var json: [UInt8] { JSONValue.object(object).bytes() }

    /// The same with pictures to be changed, in xAI's shape.
    func json(with pictures: [Picture]) -> [UInt8] {
        var object = object
        let images: [JSONValue] = pictures.map { ["url": .string(PictureText.dataURL($0))] }
        if let first = images.first, images.count == 1 {
            object["image"] = first
        } else {
            object["images"] = .array(images)
        }
        return JSONValue.object(object).bytes()
    }

    private var object: JSONObject {
        var object: JSONObject = ["model": .string(model), "prompt": .string(prompt)]
        for field in others { object[field.name] = field.value }
        return object
    }

    /// No `response_format`: GPT image models reject it, and both forms are read.
    private static func wishes(_ order: PictureOrder) -> [String: JSONValue] {
        let options = order.options
        let isEdit = !order.references.isEmpty
        var fields = quality(order)
        fields["background"] = options.background.map { .string($0) }
        if isEdit {
            fields["input_fidelity"] = options.inputFidelity.map { .string($0) }
        } else {
            fields["moderation"] = options.moderation.map { .string($0) }
        }
        if let partials = options.partialImages, partials > 0 {
            fields["stream"] = true
            fields["partial_images"] = .int(partials)
        }
        return fields
    }

    private static func quality(_ order: PictureOrder) -> [String: JSONValue] {
        order.options.quality.map { ["quality": .string($0)] } ?? [:]
    }
}
