import HTTPCore
import HTTPServer
import JSON
import Lifecycle

/// A Gradio app of our own script: `/config`, a start, a stream that delivers once, and the file (providers page 05).
package struct ScriptedGradio: ScriptedService {
    package static let token = "hf_exampletoken"
    private static let event = "14349232b6234185b837b71280e2856d"

    private let ledger = ServiceLedger()
    private let picture: [UInt8]

    /// An app whose every picture is that one.
    package init(_ picture: [UInt8]) { self.picture = picture }

    package func play(_ conducts: [Conduct]) { ledger.play(conducts) }
    package func release() { ledger.release() }
    package var submits: Int { ledger.submits }
    package var billed: Int { ledger.billed }
    /// The requests that started a picture.
    package var bodies: [[UInt8]] { ledger.bodies }

    package var router: Router {
        var router = Router()
        router.get("/config") { _, _ in
            .json(#"{"version":"6.31.0","api_prefix":"/gradio_api","components":[]}"#.utf8.map(\.self))
        }
        router.post("/gradio_api/call/generate", start)
        router.get("/gradio_api/call/generate/{event}", result)
        router.get("/gradio_api/file=/{folder}/{name}") { [picture] request, context in
            guard request.fields["Authorization"] == "Bearer \(Self.token)" else {
                return .text("", status: HTTPStatus(403))
            }
            return .bytes(picture, type: "image/png")
        }
        return router
    }

    private func start(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let body = try await request.body.collect(limit: 1 << 20)
        switch ledger.submitted(body) {
        case .limited: return detail("Queue is full. Max size is 2 and size is 2.", status: 503)
        case .keyRefused: return detail("Bearer \(Self.token) is not liked", status: 401)
        case .garbage: return .text("<!DOCTYPE html><html>Building</html>", type: "text/html")
        case .cutUnbilled, .cutBilled: return .broken
        case .silent:
            try await Latch().wait()
            return .broken
        case .pictureByURL, .pictureByBase64, .slow, .refused, .cutOnceAccepted:
            return .json(JSONValue.object(["event_id": .string(Self.event)]).bytes())
        }
    }

    private func result(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let conduct = ledger.last
        return .eventStream { writer in
            try await writer.send("heartbeat", data: Array("null".utf8))
            if conduct == .slow { try await ledger.waitForRelease() }
            if conduct == .cutOnceAccepted { throw CancellationError() }
            if conduct == .refused {
                try await writer.send("error", data: Array(#"{"error":"NSFW content detected"}"#.utf8))
            } else {
                try await writer.send("complete", data: Self.answer.bytes())
            }
        }
    }

    private func detail(_ text: String, status: Int) -> ServerResponse {
        .json(JSONValue.object(["detail": .string(text)]).bytes(), status: HTTPStatus(status))
    }

    /// The path needs encoding, and the address that the app names is of no use.
    private static let answer: JSONValue = [
        [
            [
                "image": [
                    "path": "/image folder/图.png", "url": "http://nowhere.invalid/x.png",
                    "meta": ["_type": "gradio.FileData"],
                ],
                "caption": .null,
            ]
        ],
        "42", 42,
    ]
}
