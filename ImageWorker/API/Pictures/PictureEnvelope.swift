import HTTPServer
import ImageWorkerCore
import JSON
import Models

/// The answer `application/json`: frame and picture spliced in while streaming, never held as text.
struct PictureEnvelope: Sendable {
    let outcome: AttemptOutcome
    let generated: Generated
    let order: PictureOrder
    let language: Language
    let attempts: Attempts

    /// Bytes of a picture that are turned into Base64 at a time; a multiple of three.
    private static let slice = 48 * 1024

    func response() -> ServerResponse {
        let (head, tail) = (self.head, self.tail)
        let picture = generated.picture.bytes
        let length = head.count + Base64.encodedCount(picture.count) + tail.count
        return ServerResponse(
            fields: ["Content-Type": "application/json; charset=utf-8"],
            body: .stream(length: length) { writer in
                try await attempts.delivering(outcome) {
                    try await writer.write(head)
                    for start in stride(from: 0, to: picture.count, by: Self.slice) {
                        let end = min(start + Self.slice, picture.count)
                        try await writer.write(Base64.encode(Array(picture[start..<end])))
                    }
                    try await writer.write(tail)
                    // As for the bytes alone: not delivered before the client has taken nearly all.
                    try await writer.write([])
                }
            })
    }

    private var head: [UInt8] {
        Array(#"{"success":true,"data":{"imageUrl":"data:\#(generated.picture.type.mediaType);base64,"#.utf8)
    }

    private var tail: [UInt8] {
        var facts = OutcomeFacts(outcome, language).members
        facts["prompt"] = .string(order.prompt)
        facts["attemptId"] = .string(outcome.id.text)
        facts["width"] = .int(generated.picture.width)
        facts["height"] = .int(generated.picture.height)
        var bytes = Array("\",".utf8)
        bytes.append(contentsOf: JSONValue.object(facts).bytes().dropFirst().dropLast())
        if let frame = order.frame {
            bytes.append(contentsOf: ",\"frame\":".utf8)
            bytes.append(contentsOf: frame)
        }
        bytes.append(contentsOf: "}}".utf8)
        return bytes
    }
}
