import HTTPCore
import HTTPServer
import Observability
import Testing

/// Which handler gets a request.
struct RouterTests {
    private static var router: Router {
        var router = Router()
        router.get("/") { _, _ in .text("root") }
        router.get("/api/jobs") { _, _ in .text("jobs") }
        router.post("/api/jobs") { _, _ in .text("new job", status: HTTPStatus(201)) }
        router.get("/api/jobs/{id}") { _, context in .text("job \(context.parameters["id"] ?? "-")") }
        router.get("/api/jobs/latest") { _, _ in .text("latest") }
        router.get("/api/jobs/{id}/items/{n}") { _, context in
            .text("item \(context.parameters["n"] ?? "-") of \(context.parameters["id"] ?? "-")")
        }
        router.delete("/api/jobs/{id}") { _, _ in ServerResponse(status: .noContent) }
        return router
    }

    @Test(arguments: [
        ("/", "root"), ("/?x=1", "root"), ("/api/jobs", "jobs"), ("/api/jobs/latest", "latest"),
        ("/api/jobs/7", "job 7"), ("/api/jobs/a%20b", "job a b"), ("/api/jobs/a%2Fb", "job a/b"),
        ("/api/jobs/%E5%BC%A0", "job 张"), ("/api/jobs/7/items/3", "item 3 of 7"), ("/%61pi/jobs", "jobs"),
        ("/api/jobs/latest/items/1", "item 1 of latest"),
    ])
    func aPathFindsItsHandler(_ path: String, _ text: String) async throws {
        let answer = try await ask(.get, path)
        #expect(answer.text == text)
    }

    @Test(arguments: ["/nothing", "/api", "/api/jobs/", "/api/jobs/7/items", "/api/jobs//items/3", "//"])
    func anUnknownPathIsNotFound(_ path: String) async throws {
        await #expect { try await ask(.get, path) } throws: { error in
            if case HTTPServerError.notFound = error { true } else { false }
        }
    }

    @Test(arguments: ["/api/jobs/%", "/api/jobs/%4", "/api/jobs/%zz", "/api/jobs/%ff", "/api/jobs/a%00"])
    func aBrokenEscapeIsRefused(_ path: String) async throws {
        await #expect { try await ask(.get, path) } throws: { error in
            if case HTTPServerError.badTarget = error { true } else { false }
        }
    }

    @Test func anotherMethodIsToldWhatIsAllowed() async throws {
        await #expect { try await ask(.put, "/api/jobs/7") } throws: { error in
            guard case HTTPServerError.methodNotAllowed(let allow) = error else { return false }
            return Set(allow) == [.get, .head, .delete, .options]
        }
    }

    @Test func headIsServedByGetAndOptionsTellsTheMethods() async throws {
        #expect(try await ask(.head, "/api/jobs").text == "jobs")
        let answer = try await ask(.options, "/api/jobs")
        #expect(answer.status == .noContent)
        #expect(answer.fields["Allow"] == "GET, POST, HEAD, OPTIONS")
    }

    private func ask(_ method: HTTPMethod, _ target: String) async throws -> ServerResponse {
        try await Self.router.handler(.sample(method, target), .sample)
    }
}

extension ServerRequest {
    /// A request without a connection.
    static func sample(_ method: HTTPMethod, _ target: String, _ fields: HTTPFields = ["Host": "localhost"]) -> Self {
        ServerRequest(
            head: RequestHead(method: method, target: target, fields: fields), body: RequestBody(),
            peer: RequestContext.sample.peer)
    }
}

extension RequestContext {
    static let sample = RequestContext(
        id: "id", trace: .make(), received: .now, peer: PeerAddress(ip: "127.0.0.1", port: 1, isLoopback: true),
        logger: .disabled)
}

extension ServerResponse {
    /// The body as text, when it is bytes.
    var text: String? {
        if case .bytes(let bytes) = body { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
}
