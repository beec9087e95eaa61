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
        var bytes = JSONValue.object(body).bytes()
        bytes.removeLast()
        splice("frame", frame, into: &bytes)
        splice("referenceImages", referenceImages, into: &bytes)
        splice("crop", crop, into: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private func splice(_ name: String, _ value: [UInt8]?, into bytes: inout [UInt8]) {
        guard let value else { return }
        bytes.append(contentsOf: ",\"\(name)\":".utf8)
        bytes.append(contentsOf: value)
    }
}
