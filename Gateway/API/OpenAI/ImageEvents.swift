import GatewayCore
import HTTPServer
import JSON
import Lifecycle
import Models

/// The event stream of OpenAI's image endpoints: `….partial_image` and `….completed` (providers page 04, section 4.2).
struct ImageEvents: Sendable {
    /// What is sent, in order.
    enum Step: Sendable {
        case news(Int, PictureNews)
        case result(BatchResult)
    }

    let set: ImageSet
    let pictures: Pictures
    let call: CallIdentity
    let writer: EventWriter
    let time: any TimeSource
    let started: ContinuousClock.Instant

    func send(_ step: Step) async throws {
        switch step {
        case .news(_, .submitting), .news(_, .waiting), .news(_, .submitted): return
        case .news(_, .partial(let partial)): try await send(partial)
        case .result(let result):
            switch result.outcome {
            case .success(let made): try await send(made.facts)
            case .failure(let error): if set.orders.count > 1 { try await fail(error) }
            }
        }
    }

    /// As the official clients expect it: an event whose data has `error`.
    func fail(_ error: GatewayError) async throws {
        try await writer.send("error", data: OpenAIErrors.body(error, call.language))
    }

    private func send(_ partial: PartialPicture) async throws {
        var event = facts("partial_image")
        event["b64_json"] = .string(partial.base64)
        event["partial_image_index"] = .int(partial.index)
        try await writer.send("\(set.eventPrefix).partial_image", data: JSONValue.object(event).bytes())
    }

    /// The finished picture, streamed into the event's one line.
    private func send(_ picture: FinishedPicture) async throws {
        var event = facts("completed")
        event["usage"] = ImageAnswer.usage(
            1, inputs: set.inputCount, started.duration(to: time.now) / .seconds(1))
        event["output_format"] = .string(String(picture.type.dropFirst("image/".count)))
        let warnings = set.warnings + picture.warnings
        if !warnings.isEmpty { event["warnings"] = .array(warnings.map { .string($0) }) }
        if let notice = picture.notice { event["notice"] = .string(notice) }
        if !picture.warnings.isEmpty { event["warnings"] = .array(picture.warnings.map { .string($0) }) }
        let rest = String(decoding: JSONValue.object(event).bytes().dropFirst(), as: UTF8.self)
        let envelope = PictureEnvelope(before: #"{"b64_json":""#, after: #"","# + rest)
        try await writer.send("\(set.eventPrefix).completed") { writer in
            try await pictures.write(picture, into: PictureSink(envelope, writer), for: call)
        }
    }

    private func facts(_ kind: String) -> JSONObject {
        var facts: JSONObject = [
            "type": .string("\(set.eventPrefix).\(kind)"), "created_at": .int(Int(time.unixSeconds)),
        ]
        facts["size"] = .string(set.request.template.size ?? "auto")
        facts["quality"] = .string(set.request.template.wishes.quality ?? "auto")
        facts["background"] = .string(set.request.template.wishes.background ?? "auto")
        facts["output_format"] = .string(set.request.template.form?.format ?? "png")
        return facts
    }
}
