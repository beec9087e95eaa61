import HTTPClient
import HTTPCore
import TestSupport
import Testing

/// Money hangs on these: a POST is on the wire at most once, and its failure says whether it was at all.
@Suite struct SentOnceTests {
    /// Serves one request, then reads the next on the same connection and closes without a byte.
    private func serverThatDropsTheSecond() throws -> RawServer {
        try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.answer("first")
            _ = connection.readRequest()
        }
    }

    @Test func aPostOnAConnectionThatDiesIsNotSentAgain() async throws {
        let server = try serverThatDropsTheSecond()
        try await withClient { client in
            _ = try await client.fetch(ClientRequest(.post, server.url + "/a", body: .bytes([1])))
            let error = await client.failure(of: ClientRequest(.post, server.url + "/b", body: .bytes([1])))
            #expect(error?.requestWasSent == .maybe)
            #expect(server.requests.filter { $0.hasPrefix("POST /b") }.count == 1)
        }
    }

    @Test func aGetOnAConnectionThatDiesIsSentAgainOnANewOne() async throws {
        let server = try serverThatDropsTheSecond()
        try await withClient { client in
            _ = try await client.fetch(ClientRequest(.get, server.url + "/a"))
            try await expectEqual(client.text(ClientRequest(.get, server.url + "/b")), "first")
            #expect(server.requests.filter { $0.hasPrefix("GET /b") }.count == 2)
        }
    }
}
