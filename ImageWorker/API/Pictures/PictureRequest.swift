import HTTPCore
import HTTPServer
import ImageWorkerCore
import JSON
import Models

/// The body of `POST /api/generate-image`, read and checked.
struct PictureRequest: Sendable {
    let order: PictureOrder
    let provider: String?
    let attemptID: AttemptID?
    let resume: AttemptCall.Resume?

    /// Throws `RequestFault` or `GenerationError` for what is no order.
    init(_ body: [UInt8], _ rule: PromptRule, _ limits: ReferenceLimits, _ crop: CropRule) throws {
        do {
            try self.init(try JSONRecord(body), rule, crop) {
                try ReferenceList.read($0.raw("referenceImages"), limits)
            }
        } catch let error as JSONError {
            throw RequestFault.json(error)
        } catch let error as JSONFieldError {
            throw RequestFault.field(error)
        }
    }

    /// The form of `POST /api/edit-image`. Throws as the other.
    init(_ form: MultipartForm, _ rule: PromptRule, _ limits: ReferenceLimits, _ crop: CropRule) throws {
        let form = try EditForm(form, limits)
        do {
            try self.init(try JSONRecord(form.json), rule, crop, mask: form.mask) {
                try ReferenceList.read(
                    $0.raw("referenceImages"), limits, files: form.images, names: $0.raw("names"))
            }
        } catch let error as JSONError {
            throw RequestFault.json(error)
        } catch let error as JSONFieldError {
            throw RequestFault.field(error)
        }
        guard resume != nil || !order.references.isEmpty else {
            throw Self.invalid("image", LocalizedText(zh: "缺少必要参数: image", en: "Missing required parameter: image"))
        }
    }

    private init(
        _ record: JSONRecord, _ rule: PromptRule, _ crop: CropRule, mask: Picture? = nil,
        references: (JSONRecord) throws -> [ReferenceImage]
    ) throws {
        let frame = try record.record("frame")
        resume = try Self.resume(record)
        let prompt = try Self.prompt(record, frame, rule, isNeeded: resume == nil)
        var order = PictureOrder(
            prompt: prompt, fullPrompt: rule.complete(prompt, style: try record.string("style")),
            frame: frame.map(\.text), size: try Self.size(record), seed: try record.int("seed"))
        order.edit = try PictureEdit(record, crop, size: order.size)
        order.model = try Self.model(record)
        order.options = try PictureOptions(record)
        order.references = try references(record)
        order.mask = mask
        self.order = order
        provider = try record.string("provider")
        attemptID = try Self.attemptID(record)
    }

    /// A resumed task has its prompt at the provider already.
    private static func prompt(
        _ record: JSONRecord, _ frame: JSONRecord?, _ rule: PromptRule, isNeeded: Bool
    ) throws -> String {
        do {
            return try rule.resolve(
                prompt: try record.string("prompt"), framePrompt: try frame?.string("prompt"),
                frameJimengPrompt: try frame?.string("jimengPrompt"))
        } catch let error as GenerationError {
            if isNeeded { throw FailedCall(error) }
            return ""
        }
    }

    private static func size(_ record: JSONRecord) throws -> PictureSize? {
        guard let text = try record.string("size"), !text.isEmpty else { return nil }
        guard let size = PictureSize(text) else {
            throw invalid("size", LocalizedText(zh: "size应形如1024x1024", en: "size must look like 1024x1024"))
        }
        return size
    }

    private static func model(_ record: JSONRecord) throws -> String? {
        guard let model = try record.string("model"), !model.isEmpty else { return nil }
        guard model.utf8.count <= 200, model.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw invalid(
                "model", LocalizedText(zh: "model须为1至200个可见字符", en: "model must be 1 to 200 visible characters"))
        }
        return model
    }

    private static func attemptID(_ record: JSONRecord) throws -> AttemptID? {
        guard let text = try record.string("attemptId") else { return nil }
        guard let id = AttemptID(text) else {
            throw invalid(
                "attemptId",
                LocalizedText(
                    zh: "attemptId须为1至128个字母、数字或._:-",
                    en: "attemptId must be 1 to 128 letters, digits or ._:-"))
        }
        return id
    }

    private static func resume(_ record: JSONRecord) throws -> AttemptCall.Resume? {
        guard let resume = try record.record("resume") else { return nil }
        guard let provider = try resume.string("provider"), let task = try resume.string("providerTaskId"),
            (1...256).contains(task.utf8.count), task.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw invalid(
                "resume",
                LocalizedText(
                    zh: "resume须有provider和providerTaskId", en: "resume must have provider and providerTaskId"))
        }
        return AttemptCall.Resume(provider: ProviderID(provider), task: ProviderTaskID(task))
    }

    private static func invalid(_ field: String, _ text: LocalizedText) -> FailedCall {
        FailedCall(.invalid(field, text))
    }
}
