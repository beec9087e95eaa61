import HTTPCore
import ImageWorkerCore
import JSON
import Models

/// The form of `POST /api/edit-image`: text fields under the names of the JSON, files `image`/`image[]` and `mask`.
struct EditForm: Sendable {
    /// The text fields as the JSON that `POST /api/generate-image` takes.
    let json: [UInt8]
    /// In the order in which they came.
    let images: [Picture]
    let mask: Picture?

    /// Throws `FailedCall`, naming the field at fault; a file by its number among the images, from 0.
    init(_ form: MultipartForm, _ limits: ReferenceLimits) throws {
        json = try Self.json(form.fields)
        if let stranger = form.files.first(where: { !Self.imageNames.contains($0.name) && $0.name != "mask" }) {
            throw Self.invalid(String(stranger.name.prefix(64)), LocalizedText(zh: "未知文件", en: "unknown file"))
        }
        images = try form.files.filter { Self.imageNames.contains($0.name) }.enumerated().map {
            try Self.picture($1, "image[\($0)]", limits)
        }
        let masks = form.files("mask")
        guard masks.count <= 1 else {
            throw Self.invalid("mask", LocalizedText(zh: "mask只能有一个", en: "only one mask is taken"))
        }
        mask = try masks.first.map { try Self.picture($0, "mask", limits) }
    }

    private static let imageNames = ["image", "image[]"]

    /// Fields whose text is JSON; the others are strings.
    private static let structured: Set<String> = [
        "frame", "crop", "output", "names", "referenceImages", "resume", "seed", "steps", "guidanceScale",
        "trueCFGScale", "maxSequenceLength", "partialImages",
    ]

    /// Of repeated fields the last holds, as in JSON. A number that is none stays a string and is refused as one.
    private static func json(_ fields: [MultipartField]) throws -> [UInt8] {
        var bytes: [UInt8] = [0x7B]
        for field in fields {
            if bytes.count > 1 { bytes.append(0x2C) }
            bytes += JSONValue.string(field.name).bytes() + [0x3A]
            let text = Array(field.value.utf8)
            let isJSON = structured.contains(field.name) && (try? JSONValue.parse(text)) != nil
            bytes += isJSON ? text : JSONValue.string(field.value).bytes()
        }
        return bytes + [0x7D]
    }

    private static func picture(_ file: MultipartFile, _ field: String, _ limits: ReferenceLimits) throws -> Picture {
        do throws(ReferenceFault) {
            return try Picture(reference: file.bytes)
        } catch {
            throw invalid(field, error.text(limits))
        }
    }

    private static func invalid(_ field: String, _ why: LocalizedText) -> FailedCall {
        FailedCall(.invalid(field, LocalizedText(zh: "\(field)：\(why.chinese)", en: "\(field): \(why.english)")))
    }
}
