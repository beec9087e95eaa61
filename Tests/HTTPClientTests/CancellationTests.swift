import HTTPClient
import HTTPCore
import Locks
import TestSupport
import Testing

@Suite(.serialized) struct CancellationTests {
    /// Starts the request, cancels it when `condition` holds, and gives its failure.
    private func failure(
        of request: ClientRequest, _ client: HTTPClient, cancelledWhen condition: @escaping @Sendable () -> Bool
    ) async throws -> HTTPClientError? {
        try await withThrowingTaskGroup(of: HTTPClientError?.self) { group in
            group.addTask {
                do {
                    _ = try await client.fetch(request)
                    return nil
                } catch let error as HTTPClientError {
                    return error
                }
            }
            try await eventually("the moment to cancel") { condition() }
            group.cancelAll()
            return try await group.next() ?? nil
        }
    }

    private func expectCancelled(_ error: HTTPClientError?, _ sent: HTTPClientError.Sent) throws {
        guard case .cancelled(sent) = error else { throw Unexpected("cancelled, but \(error as Any)") }
    }

    @Test func beforeItStartsNothingIsSent() async throws {
        let server = try RawServer { $0.answerAll("x") }
        try await withClient { client in
            let error = await withTaskGroup(of: HTTPClientError?.self) { group in
                group.cancelAll()
                group.addTask { await client.failure(of: ClientRequest(.post, server.url)) }
                return await group.next() ?? nil
            }
            try expectCancelled(error, .no)
        }
        #expect(server.accepted == 0)
    }

    @Test func duringTheHandshakeNothingWasSent() async throws {
        let server = try RawServer { $0.waitForEnd() }
        try await withClient { client in
            let request = ClientRequest(.post, "https://127.0.0.1:\(server.port)/")
            try expectCancelled(try await failure(of: request, client) { server.accepted == 1 }, .no)
            try await eventually("the connection to close") { server.open == 0 }
        }
    }

    @Test func whileWaitingForTheAnswerItMayHaveBeenSent() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.waitForEnd()
        }
        try await withClient { client in
            let request = ClientRequest(.post, server.url)
            try expectCancelled(try await failure(of: request, client) { server.requests.count == 1 }, .maybe)
            try await eventually("the connection to close") { server.open == 0 }
        }
    }

    @Test func withinTheBodyTheConnectionEnds() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            connection.waitForEnd()
        }
        try await withClient { client in
            let request = ClientRequest(.get, server.url)
            try expectCancelled(try await failure(of: request, client) { server.requests.count == 1 }, .maybe)
            try await eventually("the connection to close") { server.open == 0 }
        }
    }

    @Test func withinAnUploadItsSourceIsCancelledToo() async throws {
        let source = Locked((began: false, ended: false))
        let server = try RawServer { connection in
            _ = connection.readHead()
            connection.waitForEnd()
        }
        try await withClient { client in
            let body = ClientBody.stream(length: nil) {
                source.withLock { $0.began = true }
                defer { source.withLock { $0.ended = true } }
                try await Task.sleep(for: .seconds(3600))
                return []
            }
            let error = try await failure(of: ClientRequest(.put, server.url, body: body), client) {
                source.withLock { $0.began }
            }
            // The source's own cancellation may be the first that is heard.
            switch error {
            case .cancelled, .uploadFailed: break
            default: throw Unexpected("cancelled, but \(error as Any)")
            }
            #expect(source.withLock { $0.ended })
        }
    }

    @Test func leavingTheScopeEarlyEndsTheConnection() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            connection.waitForEnd()
        }
        try await withClient { client in
            let status = try await client.withResponse(ClientRequest(.get, server.url)) { $0.status }
            #expect(status == .ok)
            try await eventually("the connection to close") { server.open == 0 }
            await #expect(throws: Unexpected.self) {
                try await client.withResponse(ClientRequest(.get, server.url)) { _ in
                    throw Unexpected("the caller's own failure")
                }
            }
            try await eventually("the connection to close") { server.open == 0 }
        }
    }

    @Test func shutdownFailsWhatIsUnderWayAndRefusesTheRest() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.waitForEnd()
        }
        try await withClient { client in
            async let running = client.failure(of: ClientRequest(.post, server.url))
            try await eventually("the request") { server.requests.count == 1 }
            await client.shutdown()
            guard case .shutDown(.maybe) = await running else { throw Unexpected("a shutdown") }
            let late = await client.failure(of: ClientRequest(.post, server.url))
            guard case .shutDown(.no) = late else { throw Unexpected("a refusal") }
        }
    }

    @Test func abortedTransfersLeaveNoDescriptorBehind() async throws {
        let server = try RawServer { connection in
            guard let request = connection.readRequest() else { return }
            if request.hasPrefix("GET /body") { connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf") }
            connection.waitForEnd()
        }
        try await withClient { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    let request = ClientRequest(.get, server.url + (number % 2 == 0 ? "/body" : "/silence"))
                    group.addTask { _ = try? await client.fetch(request) }
                }
                try await eventually("all requests") { server.requests.count == 200 }
                group.cancelAll()
            }
            try await eventually("all connections to close") { server.open == 0 }
            #expect(sockets(to: server.port) == 0)
        }
    }
}
