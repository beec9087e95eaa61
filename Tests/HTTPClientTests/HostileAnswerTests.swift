import HTTPClient
import HTTPCore
import Locks
import TestSupport
import Testing

@Suite struct HostileAnswerTests {
    /// What the client makes of that answer to a POST, the connection closed after it.
    private func failure(of answer: [String], reset: Bool = false) async throws -> HTTPClientError? {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            for part in answer { connection.send(part) }
            if reset { connection.reset() }
        }
        let result = Locked<HTTPClientError?>(nil)
        try await withClient { client in
            let error = await client.failure(of: ClientRequest(.post, server.url, body: .bytes([1])))
            result.withLock { $0 = error }
        }
        #expect(server.requests.count == 1)
        return result.withLock { $0 }
    }

    private func expectBroken(_ error: HTTPClientError?) throws {
        guard case .exchangeFailed(_, .maybe) = error else { throw Unexpected("broken, but \(error as Any)") }
    }

    @Test func aConnectionRefusedCertainlySentNothing() async throws {
        try await withUnservedPort { port in
            try await withClient { client in
                let error = await client.failure(of: ClientRequest(.post, "http://127.0.0.1:\(port)/"))
                guard case .connectFailed = error else { throw Unexpected("\(error as Any)") }
                #expect(error?.requestWasSent == .no)
            }
        }
    }

    @Test func aNameWithoutAddressesCertainlySentNothing() async throws {
        try await withClient { client in
            let error = await client.failure(of: ClientRequest(.post, "http://no-such-host.invalid/"))
            guard case .unresolvable(host: "no-such-host.invalid", _) = error else {
                throw Unexpected("\(error as Any)")
            }
            #expect(error?.requestWasSent == .no)
        }
    }

    @Test func aPeerThatSpeaksNoTLSCertainlyGotNothing() async throws {
        let server = try RawServer { connection in
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.waitForEnd()
        }
        try await withClient { client in
            let error = await client.failure(of: ClientRequest(.post, "https://127.0.0.1:\(server.port)/"))
            guard case .tlsFailed = error else { throw Unexpected("\(error as Any)") }
            #expect(error?.requestWasSent == .no)
        }
    }

    @Test(arguments: [true, false])
    func noAnswerAfterTheRequestMayHaveCost(_ reset: Bool) async throws {
        try expectBroken(try await failure(of: [], reset: reset))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "<html>an answer of long ago</html>",
        "HTTP/1.1 100 Continue\r\n\r\n",
    ])
    func aTornOrGarbledAnswerIsAFailure(_ answer: String) async throws {
        try expectBroken(try await failure(of: [answer]))
    }

    @Test func aResetWithinTheBodyIsAFailure() async throws {
        try expectBroken(try await failure(of: ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"], reset: true))
    }

    @Test func aFloodOfHeaderLinesIsCutOff() async throws {
        let line = "X-Line: \(String(repeating: "v", count: 100))\r\n"
        let error = try await failure(of: ["HTTP/1.1 200 OK\r\n"] + Array(repeating: line, count: 5000))
        guard case .headerTooLarge = error else { throw Unexpected("a cut, but \(error as Any)") }
    }

    @Test func oneEndlessHeaderLineIsCutOff() async throws {
        let error = try await failure(of: ["HTTP/1.1 200 OK\r\nX: "] + Array(repeating: "0123456789", count: 100_000))
        switch error {
        case .headerTooLarge, .exchangeFailed: break
        default: throw Unexpected("a cut, but \(error as Any)")
        }
    }

    @Test func theBytesBeforeATearAreNotTakenForAWholeBody() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            connection.waitForRelease()
        }
        try await withClient { client in
            try await client.withResponse(ClientRequest(.get, server.url)) { response in
                try await expectEqual(response.nextChunk(), Array("half".utf8))
                server.release()
                await #expect(throws: HTTPClientError.self) { _ = try await response.nextChunk() }
            }
        }
    }
}
