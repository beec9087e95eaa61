import HTTPClient
import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit

/// The requests, as the official client for Python sends them.
struct OpenAIWire: Sendable {
    let api: BearerAPI
    let dialect: OpenAIDialect
    /// Of the settings.
    let model: String
    let limit: Duration

    /// Asks for one picture, drawn anew or after its references. Sent once: a repeated request would be a second charge.
    ///
    /// Throws `.fault` where a reference has not been fetched.
    func request(_ order: PictureOrder, leftOut: Set<String>) throws(GenerationError) -> ClientRequest {
        let fields = OpenAIFields(order, model: model, dialect: dialect, leftOut: leftOut)
        var request =
            if order.references.isEmpty {
                api.post("/images/generations", fields.json, within: limit)
            } else {
                try edit(order, fields)
            }
        // An event may have as many bytes as a whole answer.
        request.maxResponseBytes = PictureText.largest * (fields.partialImages + 1)
        return request
    }

    private func edit(_ order: PictureOrder, _ fields: OpenAIFields) throws(GenerationError) -> ClientRequest {
        var pictures: [Picture] = []
        for reference in order.references {
            guard let picture = reference.picture else { throw GenerationError(.fault, billed: .no) }
            pictures.append(picture)
        }
        switch dialect {
        case .openAI:
            let form = try OpenAIForm.body(fields, pictures, mask: order.mask)
            return api.post("/images/edits", form.bytes, type: form.type, within: limit)
        case .xAI:
            return api.post("/images/edits", fields.json(with: pictures), within: limit)
        }
    }
}
