import HTTPCore
import HTTPServer
import TestSupport
import Testing

/// Who may ask, and who may read the answer.
struct MiddlewareTests {
    private func ask(_ middleware: [any Middleware], _ fields: HTTPFields) async throws -> ServerResponse {
        try await ask(middleware, .get, "/x", fields)
    }

    private func ask(
        _ middleware: [any Middleware], _ method: HTTPMethod, _ fields: HTTPFields
    ) async throws -> ServerResponse {
        try await ask(middleware, method, "/x", fields)
    }

    private func ask(
        _ middleware: [any Middleware], _ method: HTTPMethod, _ path: String, _ fields: HTTPFields
    ) async throws -> ServerResponse {
        let handler = chain(middleware) { _, _ in .text("in") }
        return try await handler(.sample(method, path, fields), .sample)
    }

    // MARK: CORS

    @Test func anyOriginMayReadWithoutCredentials() async throws {
        let answer = try await ask([CORS(.any)], ["Host": "a", "Origin": "https://example.org"])
        #expect(answer.fields["Access-Control-Allow-Origin"] == "*")
        #expect(answer.fields["Access-Control-Allow-Credentials"] == nil)
        #expect(try await ask([CORS(.any)], ["Host": "a"]).fields["Access-Control-Allow-Origin"] == nil)
    }

    @Test(arguments: [
        ("http://localhost:5173", true), ("http://127.0.0.1:3000", true), ("http://[::1]:3000", true),
        ("https://app.localhost", true), ("https://localhost.evil.example", false), ("http://127.0.0.1.evil", false),
        ("null", false), ("https://example.org", false), ("http://127.0.0.1:80/@evil", false),
    ])
    func onlyLoopbackOriginsMayRead(_ origin: String, _ mayRead: Bool) async throws {
        let answer = try await ask([CORS(.loopback)], ["Host": "a", "Origin": origin])
        #expect(answer.fields["Access-Control-Allow-Origin"] == (mayRead ? origin : nil))
        #expect(answer.fields["Vary"] == "Origin")
    }

    @Test func aPreflightIsAnsweredWithoutTheHandler() async throws {
        let fields: HTTPFields = [
            "Host": "a", "Origin": "https://example.org", "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, authorization",
        ]
        // Credentials do not come with a preflight, so it must not need them.
        let locked = Authentication(.init(keys: ["secret"]), exempt: [])
        let answer = try await ask([CORS(.listed(["https://example.org"])), locked], .options, fields)
        #expect(answer.status == .noContent)
        #expect(answer.fields["Access-Control-Allow-Origin"] == "https://example.org")
        #expect(answer.fields["Access-Control-Allow-Headers"] == "content-type, authorization")
        #expect(answer.fields["Access-Control-Allow-Methods"]?.contains("POST") == true)
    }

    @Test func aRefusalCanBeReadByThePageThatCausedIt() async throws {
        let locked = Authentication(.init(keys: ["secret"]), exempt: [])
        let answer = try await ask([CORS(.any), locked], ["Host": "a", "Origin": "https://example.org"])
        #expect(answer.status == .unauthorized)
        #expect(answer.fields["Access-Control-Allow-Origin"] == "*")
        #expect(answer.fields["WWW-Authenticate"] == "Bearer")
        #expect(answer.text?.contains(#""errorCode":"UNAUTHORIZED""#) == true)
    }

    // MARK: Hosts

    @Test(arguments: [
        ("localhost:3000", 200), ("127.0.0.1", 200), ("127.1.2.3:80", 200), ("[::1]:3000", 200), ("LOCALHOST", 200),
        ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("localhost.evil.example:3000", 403), ("0.0.0.0", 403),
        ("127.0.0", 403), ("127.0.0.256", 403), ("", 403), ("board.internal", 200),
    ])
    func onlyThisMachinesNamesAreServed(_ host: String, _ status: Int) async throws {
        let answer = try await ask([HostGuard(extraHosts: ["board.internal"])], ["Host": host])
        #expect(answer.status.code == status)
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch, .delete])
    func aForeignPageMayNotChangeAnything(_ method: HTTPMethod) async throws {
        let guarded = [HostGuard()]
        let foreign: HTTPFields = ["Host": "localhost", "Origin": "https://evil.example"]
        #expect(try await ask(guarded, method, foreign).status == .forbidden)
        #expect(try await ask(guarded, method, ["Host": "localhost", "Origin": "null"]).status == .forbidden)
        #expect(
            try await ask(guarded, method, ["Host": "localhost", "Origin": "http://localhost:5173"]).status == .ok)
        #expect(try await ask(guarded, method, ["Host": "localhost"]).status == .ok)
        #expect(try await ask(guarded, .get, foreign).status == .ok)
    }

    @Test func aPageThatTheOperatorNamedMayChangeThings() async throws {
        let named = [HostGuard(origins: ["https://board.example"])]
        let fields: HTTPFields = ["Host": "localhost", "Origin": "https://board.example"]
        #expect(try await ask(named, .post, fields).status == .ok)
        let other: HTTPFields = ["Host": "localhost", "Origin": "https://board.example:444"]
        #expect(try await ask(named, .post, other).status == .forbidden)
    }

    @Test(arguments: [
        ("http://lan.example:3000", true), ("http://LAN.example:3000", true), ("http://localhost:1", true),
        ("http://evil.example", false), ("http://lan.example:81", false), ("null", false),
    ])
    func aServerOfEveryNameStillRefusesPagesOfOthers(_ origin: String, _ passes: Bool) async throws {
        let open = [HostGuard(takesAnyHost: true)]
        let answer = try await ask(open, .post, ["Host": "lan.example:3000", "Origin": origin])
        #expect((answer.status == .forbidden) == !passes)
        #expect(try await ask(open, .post, ["Host": "any.example"]).status == .ok)
    }

    @Test(arguments: [
        ("board.example", "/signed", 200), ("BOARD.example:8443", "/signed", 200), ("board.example", "/other", 403),
        ("evil.example", "/signed", 403), ("board.example.evil.example", "/signed", 403), ("localhost", "/other", 200),
    ])
    func aPublicNameServesOnlyWhatTheRequestItselfAllows(_ host: String, _ path: String, _ status: Int) async throws {
        let guarded = [HostGuard(publicHost: .init("board.example") { $0.path == "/signed" })]
        #expect(try await ask(guarded, .get, path, ["Host": host]).status.code == status)
    }

    // MARK: Credentials

    @Test func aRequestThatCarriesItsOwnPermissionNeedsNoKey() async throws {
        let lock = Authentication(.init(keys: ["secret"]), exempt: []) { $0.target == "/file?sig=1" }
        #expect(try await ask([lock], .get, "/file?sig=1", ["Host": "a"]).status == .ok)
        #expect(try await ask([lock], .get, "/file?sig=2", ["Host": "a"]).status == .unauthorized)
        #expect(try await ask([lock], .get, "/file", ["Host": "a", "Authorization": "Bearer secret"]).status == .ok)
    }

    @Test(arguments: [
        ("Bearer secret", true), ("bearer secret", true), ("Bearer second", true), ("Bearer secre", false),
        ("Bearer secrett", false), ("Bearer", false), ("Bearer ", false), ("secret", false),
        ("Basic dXNlcjpwYXNzOndvcmQ=", true), ("Basic dXNlcjp3cm9uZw==", false), ("Basic !!", false),
        ("Digest secret", false),
    ])
    func onlyKnownCredentialsPass(_ field: String, _ passes: Bool) async throws {
        let lock = Authentication(.init(keys: ["secret", "second"], basic: ("user", "pass:word")), exempt: ["/livez"])
        let answer = try await ask([lock], ["Host": "a", "Authorization": field])
        #expect(answer.status == (passes ? .ok : .unauthorized))
        #expect(try await ask([lock], .get, "/livez", ["Host": "a"]).status == .ok)
        #expect(try await ask([lock], .get, "/livez/x", ["Host": "a"]).status == .unauthorized)
    }

    @Test func aValidCookiePasses() async throws {
        let cookie = Authentication.CookieCheck(name: "session") { $0 == "good" }
        let lock = Authentication(.init(keys: ["secret"], cookie: cookie), exempt: [])
        #expect(try await ask([lock], ["Host": "a", "Cookie": "other=1; session=good"]).status == .ok)
        #expect(try await ask([lock], ["Host": "a", "Cookie": "session=bad"]).status == .unauthorized)
        #expect(try await ask([lock], ["Host": "a", "Cookie": "xsession=good"]).status == .unauthorized)
    }

    @Test func anEmptySecretNeverMatches() {
        #expect(!ConstantTime.equal([], []))
        #expect(!ConstantTime.equal([1], []))
        #expect(!ConstantTime.equal([1, 2], [1, 2, 1, 2]))
        #expect(ConstantTime.equal([1, 2], [1, 2]))
    }

    // MARK: Order

    @Test func theFirstMiddlewareIsTheOutermost() async throws {
        let answer = try await ask([Mark("a"), Waiting("b"), Mark("c"), Mark("d")], ["Host": "a"])
        #expect(answer.fields.values("Seen") == ["d", "c", "b", "a"])
    }

    private struct Mark: Filter {
        let name: String
        init(_ name: String) { self.name = name }

        func after(_ response: inout ServerResponse, _ request: ServerRequest, _ context: RequestContext) {
            response.fields.append("Seen", name)
        }
    }

    private struct Waiting: Middleware {
        let name: String
        init(_ name: String) { self.name = name }

        func handle(
            _ request: ServerRequest, _ context: RequestContext, next: Handler
        ) async throws -> ServerResponse {
            var response = try await next(request, context)
            response.fields.append("Seen", name)
            return response
        }
    }
}
