import HTTPClient
import HTTPCore
import TestSupport
import Testing

@Suite struct LimitsOfTimeTests {
    /// Reads a request and says nothing.
    private func silentServer() throws -> RawServer {
        try RawServer { connection in
            _ = connection.readRequest()
            connection.waitForEnd()
        }
    }

    @Test func silenceAfterTheRequestEndsInTheIdleTimeout() async throws {
        let server = try silentServer()
        try await withClient { client in
            var request = ClientRequest(.post, server.url, body: .bytes([1]))
            request.idleTimeout = .seconds(1)
            let error = await client.failure(of: request)
            guard case .timedOut(.idle, .maybe) = error else { throw Unexpected("\(error as Any)") }
            try await eventually("the request to be read") { server.requests.count == 1 }
        }
    }

    @Test func bytesThatTrickleKeepTheIdleTimeoutAwayButNotTheDeadline() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while connection.send("1\r\nx\r\n") { connection.pause(milliseconds: 20) }
        }
        try await withClient { client in
            var request = ClientRequest(.get, server.url)
            request.idleTimeout = .seconds(3)
            request.deadline = .seconds(6)
            let start = ContinuousClock.now
            let error = await client.failure(of: request)
            guard case .timedOut(.whole, .maybe) = error else { throw Unexpected("\(error as Any)") }
            #expect(start.duration(to: .now) >= .seconds(6))
        }
    }

    @Test func aReaderWhoTakesItsTimeIsNotThePeersSilence() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n")
            connection.send([UInt8](repeating: 1, count: 20_000_000))
        }
        try await withClient { client in
            var request = ClientRequest(.get, server.url)
            request.idleTimeout = .seconds(3)
            let count = try await client.withResponse(request) { response in
                var count = try await response.nextChunk()?.count ?? 0
                // The reader's own slowness, longer than the limit: what is tested.
                try await Task.sleep(for: .seconds(5))
                while let chunk = try await response.nextChunk() { count += chunk.count }
                return count
            }
            #expect(count == 20_000_000)
        }
    }

    @Test func aPeerThatNeverShakesHandsEndsInTheConnectTimeout() async throws {
        let server = try RawServer { $0.waitForEnd() }
        try await withClient { client in
            var request = ClientRequest(.post, "https://127.0.0.1:\(server.port)/", body: .bytes([1]))
            request.connectTimeout = .milliseconds(150)
            let error = await client.failure(of: request)
            guard case .timedOut(.connect, .no) = error else { throw Unexpected("\(error as Any)") }
        }
    }

    @Test func theDeadlineCoversTheHandshakeToo() async throws {
        let server = try RawServer { $0.waitForEnd() }
        try await withClient { client in
            var request = ClientRequest(.post, "https://127.0.0.1:\(server.port)/", body: .bytes([1]))
            request.deadline = .milliseconds(150)
            let error = await client.failure(of: request)
            guard case .timedOut(.whole, .no) = error else { throw Unexpected("\(error as Any)") }
        }
    }
}
