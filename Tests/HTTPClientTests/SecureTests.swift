import HTTPClient
import HTTPCore
import Locks
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3))) struct SecureTests {
    private func withSecure(
        http2: Bool = true, upstream: Int = 9,
        _ body: @escaping @Sendable (HTTPClient, SecureServer) async throws -> Void
    ) async throws {
        // Debian's nginx is what knows HTTP/2 here; deploy/test installs it.
        let server = try #require(try await SecureServer.start(http2: http2, upstream: upstream))
        var settings = HTTPClientSettings()
        settings.certificateFile = server.certificate
        try await withClient(settings) { try await body($0, server) }
    }

    @Test func overTLSRequestsShareOneConnectionByHTTP2() async throws {
        try await withSecure { client, server in
            let version = try await client.withResponse(ClientRequest(.get, server.url + "/connection")) { $0.version }
            #expect(version == .http2)
            let connections = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<100 {
                    group.addTask { try await client.text(ClientRequest(.get, server.url + "/connection")) }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(connections.count == 1)
        }
    }

    @Test func withoutHTTP2RequestsStillRunSideBySide() async throws {
        try await withSecure(http2: false) { client, server in
            try await withThrowingTaskGroup(of: HTTPVersion.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await client.withResponse(ClientRequest(.post, server.url + "/connection")) { $0.version }
                    }
                }
                for try await version in group { #expect(version == .http11) }
            }
        }
    }

    @Test(arguments: [true, false])
    func picturesArriveWholeWhileTheirReadersDawdle(_ http2: Bool) async throws {
        try await withSecure(http2: http2) { client, server in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<30 {
                    group.addTask {
                        try await client.withResponse(ClientRequest(.get, server.url + "/picture")) { response in
                            // Every third leaves in the middle, which must not disturb its neighbours.
                            if number % 3 == 0 { return try await response.nextChunk() != nil }
                            var whole: [UInt8] = []
                            while let chunk = try await response.nextChunk() {
                                whole.append(contentsOf: chunk)
                                if number % 3 == 1 { await Task.yield() }
                            }
                            return whole == server.picture
                        }
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    private static func source(of count: Int) -> @Sendable () async throws -> [UInt8]? {
        let given = Locked(0)
        return {
            let number = given.withLock { given in
                given += 1
                return given
            }
            // Slow now and then, so that libcurl asks in vain and has to be told to go on.
            if number % 10 == 0 { try await Task.sleep(for: .milliseconds(2)) }
            return number <= count ? [UInt8](repeating: 1, count: 40_000) : nil
        }
    }

    @Test(arguments: [true, false])
    func streamedBodiesGoUpWhole(_ http2: Bool) async throws {
        let upstream = try RawServer { $0.answerAll("stored") }
        try await withSecure(http2: http2, upstream: upstream.port) { client, server in
            let body = ClientBody.stream(length: nil, pull: Self.source(of: 50))
            try await expectEqual(client.text(ClientRequest(.put, server.url + "/up", body: body)), "stored")
        }
        #expect(upstream.requests.first?.lowercased().contains("content-length: 2000000\r\n") == true)
    }

    @Test(arguments: [true, false])
    func aPeerThatAnswersWithoutReadingEndsTheUpload(_ http2: Bool) async throws {
        try await withSecure(http2: http2) { client, server in
            let body = ClientBody.stream(length: nil, pull: Self.source(of: 5000))
            let answer = try await client.fetch(ClientRequest(.post, server.url + "/connection", body: body))
            #expect(answer.status == 200)
        }
    }

    @Test func aCertificateNobodyVouchesForIsRefusedBeforeAnythingIsSent() async throws {
        let server = try #require(try await SecureServer.start())
        try await withClient { client in
            let error = await client.failure(of: ClientRequest(.post, server.url + "/connection"))
            guard case .tlsFailed = error else { throw Unexpected("\(error as Any)") }
            #expect(error?.requestWasSent == .no)
        }
    }

    @Test func aNameTheCertificateDoesNotStandForIsRefused() async throws {
        try await withSecure { client, server in
            let url = server.url.replacing("127.0.0.1", with: "localhost")
            let error = await client.failure(of: ClientRequest(.post, url + "/connection"))
            guard case .tlsFailed = error else { throw Unexpected("\(error as Any)") }
        }
    }
}
