import HTTPCore
import HTTPServer
import JSON
import Locks

/// OpenAI's images API, or Ark's, played: one call, and the picture is in its answer. It checks the key.
package final class ScriptedImagesAPI: ScriptedService {
    /// Whose error page it speaks.
    package enum Service: Sendable { case openAI, ark }

    /// The key that it knows.
    package static let key = "sk-scripted-0123456789"

    /// What it has seen and billed.
    package let ledger = ServiceLedger()
    private let service: Service
    private let picture: [UInt8]

    /// Gives `picture` to everybody.
    package init(_ service: Service, picture: [UInt8]) {
        (self.service, self.picture) = (service, picture)
    }

    package func play(_ conducts: [Conduct]) { ledger.play(conducts) }
    package func release() { ledger.release() }
    package var submits: Int { ledger.submits }
    package var billed: Int { ledger.billed }

    package var router: Router {
        var router = Router()
        for path in ["/v1/images/generations", "/v1/images/edits"] {
            router.post(path) { [self] request, _ in try await call(request) }
        }
        router.get("/v1/models") { [self] _, _ in error(401, "invalid_api_key", "No key") }
        router.get("/pictures/a.png") { [self] _, _ in .bytes(picture, type: "image/png") }
        return router
    }

    private func call(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await request.body.collect(limit: 1 << 20)
        let isKnown = request.fields["Authorization"] == "Bearer " + Self.key
        let conduct = ledger.submitted(body)
        guard isKnown else { return error(401, "invalid_api_key", "A wrong key") }
        switch conduct {
        case .pictureByURL: return address(request)
        case .pictureByBase64: return base64
        case .slow:
            try await ledger.waitForRelease()
            return base64
        case .limited: return service == .openAI ? error(429, "rate_limit_exceeded", "Slow down") : arkLimit
        case .refused: return service == .openAI ? error(400, "moderation_blocked", "No") : arkRefusal
        case .keyRefused: return error(401, "invalid_api_key", "Incorrect API key provided: \(Self.key).")
        case .garbage: return .text(#"{"created":1,"data":[{"b64_js"#, type: "application/json")
        case .cutUnbilled, .cutBilled: return Self.broken("")
        case .cutOnceAccepted: return Self.broken(#"{"created":1,"data":[{"b64_json":"iVBOR"#)
        case .silent:
            try await ledger.waitForRelease()
            return Self.broken("")
        }
    }

    private var base64: ServerResponse {
        .json(
            Array(#"{"created":1763632800,"data":[{"b64_json":""#.utf8) + Base64.encode(picture)
                + Array(#""}],"usage":{"output_tokens":272,"total_tokens":322}}"#.utf8))
    }

    private func address(_ request: ServerRequest) -> ServerResponse {
        let url = "http://\(request.fields["Host"] ?? "")/pictures/a.png"
        let body: JSONValue = ["created": 1_763_632_800, "data": [["url": .string(url), "size": "2048x2048"]]]
        return .json(body.bytes())
    }

    private var arkLimit: ServerResponse { error(429, "RateLimitExceeded.EndpointRPMExceeded", "Request id: 021") }
    private var arkRefusal: ServerResponse { error(400, "InputTextSensitiveContentDetected", "Request id: 021") }

    private func error(_ status: Int, _ code: String, _ message: String) -> ServerResponse {
        let body: JSONValue = [
            "error": ["code": .string(code), "message": .string(message), "type": "x", "param": nil]
        ]
        return .json(body.bytes(), status: HTTPStatus(status))
    }

    /// Promises more than comes: the connection is cut.
    private static func broken(_ beginning: String) -> ServerResponse {
        ServerResponse(
            fields: ["Content-Type": "application/json"],
            body: .stream(length: 100_000) { writer in
                try await writer.write(Array(beginning.utf8))
                throw HTTPServerError.clientGone
            })
    }
}
