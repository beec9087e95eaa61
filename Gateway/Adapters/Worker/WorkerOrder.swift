import GatewayCore
import JSON

extension PictureOrder {
    /// The body of `POST /api/generate-image` for this order; the frame goes in byte for byte.
    func workerBody(attemptID: String) -> [UInt8] {
        var body: JSONObject = ["prompt": .string(prompt), "attemptId": .string(attemptID)]
        body["provider"] = provider.map { .string($0) }
        body["size"] = size.map { .string($0) }
        body["style"] = style.map { .string($0) }
        body["seed"] = seed.map { .int($0) }
        body["model"] = model.map { .string($0) }
        if output == nil { body["output"] = form.map { .object($0.json) } }
        wishes.add(to: &body)
        var bytes = JSONValue.object(body).bytes()
        bytes.removeLast()
        splice("frame", frame, into: &bytes)
        splice("referenceImages", referenceImages, into: &bytes)
        splice("crop", crop, into: &bytes)
        splice("output", output, into: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
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
