import GatewayCore
import HTTPCore
import JSON

extension PictureOrder {
    /// The call that this order is: JSON, or with files a form.
    func workerCall(attemptID: String) throws -> (path: String, contentType: String, body: [UInt8]) {
        guard !files.isEmpty || mask != nil else {
            return ("/api/generate-image", "application/json", workerBody(attemptID: attemptID))
        }
        let form = try workerForm(attemptID: attemptID)
        return ("/api/edit-image", form.contentType, form.finish())
    }

    /// The same fields as text, then the files. Bounded, for what came with a request is.
    private func workerForm(attemptID: String) throws -> MultipartBody {
        var form = MultipartBody()
        for field in workerFields(attemptID: attemptID).members {
            form.add(field.key, field.value.string ?? field.value.text)
        }
        for (name, value) in rawFields {
            if let value { form.add(name, String(decoding: value, as: UTF8.self)) }
        }
        for (index, file) in files.enumerated() {
            try form.add("image[]", filename: "\(index)", contentType: file.mediaType, file.bytes)
        }
        if let mask { try form.add("mask", filename: "mask", contentType: mask.mediaType, mask.bytes) }
        return form
    }

    /// The body of `POST /api/generate-image` for this order; the frame goes in byte for byte.
    func workerBody(attemptID: String) -> [UInt8] {
        var bytes = JSONValue.object(workerFields(attemptID: attemptID)).bytes()
        bytes.removeLast()
        for (name, value) in rawFields { splice(name, value, into: &bytes) }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// What goes on as it came.
    private var rawFields: [(String, [UInt8]?)] {
        [("frame", frame), ("referenceImages", referenceImages), ("crop", crop), ("output", output)]
    }

    private func workerFields(attemptID: String) -> JSONObject {
        var body: JSONObject = ["prompt": .string(prompt), "attemptId": .string(attemptID)]
        body["provider"] = provider.map { .string($0) }
        body["size"] = size.map { .string($0) }
        body["style"] = style.map { .string($0) }
        body["seed"] = seed.map { .int($0) }
        body["model"] = model.map { .string($0) }
        if output == nil { body["output"] = form.map { .object($0.json) } }
        wishes.add(to: &body)
        return body
    }

    private func splice(_ name: String, _ value: [UInt8]?, into bytes: inout [UInt8]) {
        guard let value else { return }
        bytes.append(contentsOf: ",\"\(name)\":".utf8)
        bytes.append(contentsOf: value)
    }
}

extension PictureWishes {
    fileprivate func add(to body: inout JSONObject) {
        body["negativePrompt"] = negativePrompt.map { .string($0) }
        body["quality"] = quality.map { .string($0) }
        body["background"] = background.map { .string($0) }
        body["inputFidelity"] = inputFidelity.map { .string($0) }
        body["moderation"] = moderation.map { .string($0) }
        body["steps"] = steps.map { .int($0) }
        body["guidanceScale"] = guidanceScale.map { .double($0) }
        body["trueCFGScale"] = trueCFGScale.map { .double($0) }
        body["maxSequenceLength"] = maxSequenceLength.map { .int($0) }
        body["partialImages"] = partialImages.map { .int($0) }
    }
}

extension PictureForm {
    fileprivate var json: JSONObject {
        var json: JSONObject = ["format": .string(format)]
        json["quality"] = quality.map { .int($0) }
        return json
    }
}
