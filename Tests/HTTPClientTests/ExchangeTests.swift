import HTTPClient
import HTTPCore
import TestSupport
import Testing

@Suite struct ExchangeTests {
    @Test func aGetCarriesItsFieldsAndNothingThatWasNotAskedFor() async throws {
        let server = try RawServer { $0.answerAll("hello") }
        try await withClient { client in
            let request = ClientRequest(.get, server.url + "/a/../b?x=%20", fields: ["X-One": "1", "X-Empty": ""])
            try await expectEqual(client.text(request), "hello")
        }
        let head = try #require(server.requests.first)
        #expect(head.hasPrefix("GET /a/../b?x=%20 HTTP/1.1\r\n"))
        #expect(head.contains("\r\nX-One: 1\r\n") && head.contains("\r\nX-Empty:\r\n"))
        for absent in ["Expect", "Accept-Encoding", "Content-Type", "Content-Length", "Cookie"] {
            #expect(!head.lowercased().contains(absent.lowercased()))
        }
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch, .delete])
    func aBodyOfBytesGoesWithItsLength(_ method: HTTPMethod) async throws {
        let server = try RawServer { $0.answerAll("ok") }
        try await withClient { client in
            let body = ClientBody.bytes(Array("some body".utf8))
            let request = ClientRequest(method, server.url, fields: ["Content-Type": "text/plain"], body: body)
            try await expectEqual(client.text(request), "ok")
        }
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("\(method) / HTTP/1.1\r\n") && request.hasSuffix("\r\n\r\nsome body"))
        #expect(request.contains("\r\nContent-Length: 9\r\n") && request.contains("\r\nContent-Type: text/plain\r\n"))
    }

    @Test func aPostWithoutABodyAnnouncesNone() async throws {
        let server = try RawServer { $0.answerAll("ok") }
        try await withClient { client in
            try await expectEqual(client.text(ClientRequest(.post, server.url)), "ok")
            try await expectEqual(client.text(ClientRequest(.post, server.url, body: .bytes([]))), "ok")
        }
        #expect(server.requests.allSatisfy { $0.contains("\r\nContent-Length: 0\r\n") })
        #expect(server.requests.count == 2)
    }

    @Test func headAndEmptyAnswersHaveNoBody() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 204 No Content\r\n\r\n")
            connection.waitForEnd()
        }
        try await withClient { client in
            try await expectEqual(client.fetch(ClientRequest(.head, server.url)), Answer(status: 200, body: []))
            try await expectEqual(client.fetch(ClientRequest(.delete, server.url)), Answer(status: 204, body: []))
        }
        #expect(server.accepted == 1)
    }

    @Test func interimAnswersAreSkippedAndRepeatedFieldsKept() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
            connection.send("HTTP/1.1 429 Slow down\r\nX-A: 1\r\nx-a:  2 \r\nContent-Length: 2\r\n\r\nno")
        }
        try await withClient { client in
            try await client.withResponse(ClientRequest(.get, server.url + "/p")) { response in
                #expect(response.status == HTTPStatus(429) && response.version == .http11)
                #expect(response.fields.values("x-a") == ["1", "2"])
                #expect(response.fields["link"] == nil)
                #expect(response.effectiveURL == server.url + "/p")
                try await expectEqual(response.collect(limit: 2), Array("no".utf8))
            }
        }
    }

    @Test func requestsOneAfterTheOtherShareAConnection() async throws {
        let server = try RawServer { $0.answerAll("x") }
        try await withClient { client in
            for _ in 0..<20 {
                _ = try await client.fetch(ClientRequest(.get, server.url))
                _ = try await client.fetch(ClientRequest(.post, server.url, body: .bytes([7])))
            }
        }
        #expect(server.accepted == 1)
        #expect(server.requests.count == 40)
    }

    @Test func namesAreResolvedAndTheirConnectionsShared() async throws {
        let server = try RawServer { $0.answerAll("by name") }
        try await withClient { client in
            for _ in 0..<3 {
                let request = ClientRequest(.get, "http://localhost:\(server.port)/")
                try await expectEqual(client.text(request), "by name")
            }
        }
        #expect(server.accepted == 1)
        #expect(server.requests.first?.contains("Host: localhost:\(server.port)") == true)
    }

    @Test func manyRequestsAtOnceAreAllAnswered() async throws {
        let server = try RawServer { $0.answerAll("many") }
        try await withClient { client in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<300 {
                    group.addTask { try await client.text(ClientRequest(.get, server.url)) == "many" }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
        #expect(server.requests.count == 300)
    }

    @Test func aCallerOffTheLoopIsServedToo() async throws {
        let server = try RawServer { $0.answerAll("hop") }
        try await withClient { client in
            let text = try await withTaskExecutorPreference(globalConcurrentExecutor) {
                try await client.text(ClientRequest(.get, server.url))
            }
            #expect(text == "hop")
        }
    }

    @Test func environmentProxiesCountForNothingAndTheSettingsProxyCounts() async throws {
        let proxy = try RawServer { $0.answerAll("proxied") }
        let direct = try RawServer { $0.answerAll("direct") }
        var settings = HTTPClientSettings()
        settings.proxy = proxy.url
        try await withClient(settings) { client in
            var request = ClientRequest(.get, direct.url + "/x")
            try await expectEqual(client.text(request), "proxied")
            #expect(proxy.requests.first?.hasPrefix("GET \(direct.url)/x HTTP/1.1\r\n") == true)
            request.usesProxy = false
            try await expectEqual(client.text(request), "direct")
        }
    }

    @Test(arguments: [
        "", "ftp://example.com/", "file:///etc/passwd", "gopher://x/", "http://", "http://a b/", "nonsense",
    ])
    func otherAddressesAreRefused(_ url: String) async throws {
        try await withClient { client in
            let error = await client.failure(of: ClientRequest(.get, url))
            guard case .invalidRequest = error else { throw Unexpected("a refusal, but \(error as Any)") }
        }
    }

    @Test(arguments: [("X", "a\r\nInjected: 1"), ("X\r\nY", "1"), ("X", "a\0b"), ("", "1"), ("X Y", "1")])
    func fieldsThatWouldBreakOutAreRefused(_ name: String, _ value: String) async throws {
        let server = try RawServer { $0.answerAll("x") }
        try await withClient { client in
            let fields = HTTPFields([HTTPFields.Field(name: name, value: value)])
            let error = await client.failure(of: ClientRequest(.get, server.url, fields: fields))
            guard case .invalidRequest = error else { throw Unexpected("a refusal, but \(error as Any)") }
        }
        #expect(server.requests.isEmpty)
    }
}
