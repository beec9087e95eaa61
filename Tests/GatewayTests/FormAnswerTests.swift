import HTTPCore
import HTTPServer
import Lifecycle
import TestSupport
import Testing

@testable import GatewayAPI

/// A form that a route of the gateway refuses is the client's fault, not the gateway's.
@Suite(.timeLimit(.minutes(1)))
struct FormAnswerTests {
    @Test(arguments: [
        ("multipart/form-data; boundary=b", "--b\r\n\r\n", 400, "INVALID_REQUEST"),
        (
            "multipart/form-data; boundary=b", "--b\r\nX: \(String(repeating: "x", count: 9000))", 413,
            "PAYLOAD_TOO_LARGE"
        ),
        ("text/plain", "--b--", 415, "UNSUPPORTED_MEDIA_TYPE"),
    ])
    func `it is answered with its own code, under v1 as OpenAI does`(
        _ type: String, _ body: String, _ status: Int, _ code: String
    ) async throws {
        var router = Router()
        for path in ["/form", "/v1/form"] {
            router.post(path) { request, _ in
                .text("\(try await request.multipartForm(limits: MultipartLimits()).fields.count)")
            }
        }
        try await serving(chain([ContractAnswers(time: SystemTime())], router.handler)) { port, _ in
            let http = PlainHTTP(port: port)
            let own = try await http.send("POST", "/form", headers: ["Content-Type": type], body: Array(body.utf8))
            #expect(own.status == status)
            #expect(try own.json()["errorCode"]?.string == code)
            let official = try await http.send(
                "POST", "/v1/form", headers: ["Content-Type": type], body: Array(body.utf8))
            #expect(official.status == status)
            #expect(try official.json()["error"]?["code"]?.string == code)
            #expect(try official.json()["error"]?["type"]?.string == "invalid_request_error")
        }
    }
}
