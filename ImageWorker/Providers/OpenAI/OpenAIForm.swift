import HTTPCore
import ImageWorkerCore
import JSON

/// The multipart body of an edit: `image` for one picture, `image[]` for several, each with a name and its type; some
/// relays refuse parts without (providers' page, section 4.3).
enum OpenAIForm {
    /// The body and its Content-Type. `boundary` is by chance unless a test wants a certain one.
    static func body(
        _ fields: OpenAIFields, _ pictures: [Picture], mask: Picture?, boundary: MultipartBoundary = .random()
    ) throws(GenerationError) -> (bytes: [UInt8], type: String) {
        var form = MultipartBody(boundary: boundary)
        form.add("prompt", fields.prompt)
        let others = fields.others + [(name: "model", value: .string(fields.model))]
        for field in others.sorted(by: { $0.name < $1.name }) { form.add(field.name, text(field.value)) }
        do {
            for (index, picture) in pictures.enumerated() {
                let name = "image-\(index + 1).\(ending(picture.type))"
                try form.add(
                    pictures.count == 1 ? "image" : "image[]", filename: name, contentType: picture.type.mediaType,
                    picture.bytes)
            }
            if let mask {
                try form.add("mask", filename: "mask.png", contentType: mask.type.mediaType, mask.bytes)
            }
        } catch {
            throw GenerationError(.fault, billed: .no, cause: error)
        }
        let type = form.contentType
        return (form.finish(), type)
    }

    /// Numbers as digits, truth as a word, text as it is.
    private static func text(_ value: JSONValue) -> String { value.string ?? value.text }

    private static func ending(_ type: PictureType) -> String {
        switch type {
        case .jpeg: "jpg"
        case .png, .webp, .gif: type.rawValue
        }
    }
}
