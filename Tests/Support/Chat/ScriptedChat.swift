import HTTPCore
import HTTPServer
import JSON
import Locks

/// A chat API that draws, played: OpenRouter's, or a relay's that writes pictures into its words.
package final class ScriptedChat: ScriptedService {
    /// Whose shape the answers have.
    package enum Shape: Sendable {
        /// Pictures in `delta.images`, comments to keep the line alive, errors with `metadata`, CR LF.
        case openRouter
        /// Pictures as Markdown in `delta.content`, between lines about the queue.
        case relay
        /// One document, whatever was asked for, the picture in `message.images`.
        case document
    }

    /// The key that it knows.
    package static let key = "sk-or-scripted-1234"

    private let shape: Shape
    private let picture: [UInt8]
    private let ledger = ServiceLedger()
    private let disliked: Locked<Set<String>> = Locked([])

    /// Every picture that it makes is `picture`.
    package init(_ shape: Shape, picture: [UInt8]) { (self.shape, self.picture) = (shape, picture) }

    package func play(_ conducts: [Conduct]) { ledger.play(conducts) }
    /// Answers 400 to requests that have that member, and names it.
    package func dislike(_ parameter: String) { _ = disliked.withLock { $0.insert(parameter) } }

    package func release() { ledger.release() }
    package var submits: Int { ledger.submits }
    package var billed: Int { ledger.billed }
    /// Of the requests for a picture.
    package var requests: [JSONValue] { ledger.bodies.compactMap { try? JSONValue.parse($0) } }

    package var router: Router {
        var router = Router()
        router.post("/v1/chat/completions") { [self] request, _ in
            let body = try await request.body.collect(limit: 64 << 20)
            guard request.fields["Authorization"] == "Bearer " + Self.key else { return keyRefused }
            if let refusal = refusal(of: body) { return refusal }
            return try await answer(ledger.submitted(body), request.fields["Host"] ?? "")
        }
        router.get("/v1/models") { _, _ in .json(Array(#"{"data":[]}"#.utf8)) }
        router.get("/pictures/1") { [picture] _, _ in .bytes(picture, type: "image/png") }
        return router
    }

    private func answer(_ conduct: Conduct, _ host: String) async throws -> ServerResponse {
        switch conduct {
        case .pictureByURL: return drawn("http://\(host)/pictures/1", atOnce: true)
        case .pictureByBase64: return drawn(dataURL, atOnce: true)
        case .slow: return drawn(dataURL, atOnce: false)
        case .limited: return error(429, "rate_limit_exceeded", "slow down", [:])
        case .refused:
            let metadata: JSONValue = ["reasons": ["violence"], "flagged_input": "…"]
            return shape == .openRouter
                ? error(403, "403", "Moderation", metadata) : error(400, "content_policy_violation", "no", [:])
        case .keyRefused: return keyRefused
        case .garbage: return .text("<html><body>Welcome</body></html>", type: "text/html")
        case .cutUnbilled, .cutBilled:
            return ServerResponse(body: .stream(length: 100) { _ in throw HTTPServerError.clientGone })
        case .cutOnceAccepted:
            return stream { writer in
                try await writer.write(self.opening)
                writer.flush()
                throw HTTPServerError.clientGone
            }
        case .silent:
            try await Task.sleep(for: .seconds(3600))
            return .text("")
        }
    }

    private var dataURL: String { "data:image/png;base64," + Base64.string(picture) }

    private var keyRefused: ServerResponse { error(401, "invalid_api_key", "No such key: \(Self.key)", [:]) }

    private func error(_ status: Int, _ code: String, _ message: String, _ metadata: JSONValue) -> ServerResponse {
        let code: JSONValue = shape == .openRouter ? .int(status) : .string(code)
        let error: JSONValue = ["code": code, "message": .string(message), "metadata": metadata]
        return .json(JSONValue.object(["error": error, "user_id": "user_1"]).bytes(), status: HTTPStatus(status))
    }

    private func refusal(of body: [UInt8]) -> ServerResponse? {
        let members = (try? JSONValue.parse(body))?.object?.keys ?? []
        guard let name = disliked.withLock({ disliked in members.first { disliked.contains($0) } }) else { return nil }
        let message = "Unsupported parameter: '\(name)' is not supported with this model."
        let error: JSONValue = ["message": .string(message), "param": .string(name), "code": "unsupported_parameter"]
        return .json(JSONValue.object(["error": error]).bytes(), status: HTTPStatus(400))
    }

    // MARK: - Pictures

    private func drawn(_ url: String, atOnce: Bool) -> ServerResponse {
        guard shape != .document else { return document(url, atOnce: atOnce) }
        return stream { [self] writer in
            try await writer.write(opening)
            if !atOnce { try await ledger.waitForRelease() }
            for event in events(url) { try await writer.write(event) }
        }
    }

    private func document(_ url: String, atOnce: Bool) -> ServerResponse {
        let images: JSONValue = [["type": "image_url", "image_url": ["url": .string(url)]]]
        let body: JSONValue = [
            "id": "chatcmpl-1",
            "choices": [["message": ["role": "assistant", "content": "", "images": images], "finish_reason": "stop"]],
        ]
        let bytes = body.bytes()
        return ServerResponse(
            fields: ["Content-Type": "application/json"],
            body: .stream(length: bytes.count) { [self] writer in
                if !atOnce { try await ledger.waitForRelease() }
                try await writer.write(bytes)
            })
    }

    private func stream(_ produce: @escaping @Sendable (ResponseWriter) async throws -> Void) -> ServerResponse {
        ServerResponse(fields: ["Content-Type": "text/event-stream"], body: .stream(length: nil, produce: produce))
    }

    private var opening: [UInt8] {
        shape == .openRouter
            ? Array(": OPENROUTER PROCESSING\r\n\r\n".utf8) + chunk(["role": "assistant", "content": ""])
            : chunk(["role": "assistant", "content": "> 排队中...\n"])
    }

    private func events(_ url: String) -> [[UInt8]] {
        let picture =
            shape == .openRouter
            ? [chunk(["images": [["type": "image_url", "image_url": ["url": .string(url)]]]])]
            : ["> 100%\n\n![ima", "ge](", url, ")\n"].map { chunk(["content": .string($0)]) }
        let usage: JSONValue = ["id": "gen-1", "choices": [], "usage": ["total_tokens": 1295, "cost": 0.0387]]
        return picture + [event(usage.bytes()), event(Array("[DONE]".utf8))]
    }

    private func chunk(_ delta: JSONValue) -> [UInt8] {
        let value: JSONValue = ["id": "gen-1", "choices": [["index": 0, "delta": delta, "finish_reason": .null]]]
        return event(value.bytes())
    }

    private func event(_ data: [UInt8]) -> [UInt8] {
        Array("data: ".utf8) + data + Array((shape == .openRouter ? "\r\n\r\n" : "\n\n").utf8)
    }
}
