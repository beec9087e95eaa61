import HTTPClient
import HTTPCore
import TestSupport
import Testing

@Suite struct RedirectTests {
    /// Sends `/n` on to `/n-1`, and `/to?<address>` to the address; `/0` answers.
    private func redirector() throws -> RawServer {
        try RawServer { connection in
            while let request = connection.readRequest() {
                let target = request.split(separator: " ")[1]
                if target == "/0" {
                    connection.answer("arrived")
                } else if target.hasPrefix("/to?") {
                    connection.send(
                        "HTTP/1.1 302 Found\r\nLocation: \(target.dropFirst(4))\r\nContent-Length: 0\r\n\r\n")
                } else {
                    let next = (Int(target.dropFirst()) ?? 1) - 1
                    connection.send("HTTP/1.1 307 Go on\r\nLocation: /\(next)\r\nContent-Length: 0\r\n\r\n")
                }
            }
        }
    }

    private func request(_ url: String, _ redirects: Int = 3, _ trust: Trust = .configured) -> ClientRequest {
        var request = ClientRequest(.get, url, fields: ["Authorization": "secret", "Accept": "image/*"], trust: trust)
        request.followRedirects = redirects
        return request
    }

    @Test func redirectsAreFollowedAsFarAsAllowed() async throws {
        let server = try redirector()
        try await withClient { client in
            try await expectEqual(client.text(request(server.url + "/3")), "arrived")
            let url = try await client.withResponse(request(server.url + "/2")) { $0.effectiveURL }
            #expect(url == server.url + "/0")
            let error = await client.failure(of: request(server.url + "/4"))
            guard case .redirectRefused = error else { throw Unexpected("\(error as Any)") }
            try await expectEqual(client.fetch(request(server.url + "/4", 0)).status, 307)
        }
    }

    @Test func aPostIsNeverSentOn() async throws {
        let server = try redirector()
        try await withClient { client in
            var request = ClientRequest(.post, server.url + "/1", body: .bytes([1]))
            request.followRedirects = 3
            try await expectEqual(client.fetch(request).status, 307)
        }
        #expect(server.requests.count == 1)
    }

    @Test func anotherOriginGetsNoCredentialsAndIsGuarded() async throws {
        let server = try redirector()
        let inner = try RawServer { $0.answerAll("inner") }
        try await withClient { client in
            let error = await client.failure(of: request(server.url + "/to?" + inner.url + "/x"))
            guard case .addressRefused = error else { throw Unexpected("\(error as Any)") }
            #expect(inner.accepted == 0)

            let hosts = [server, inner].compactMap { AddressGuard.Host("127.0.0.1:\($0.port)") }
            let rules = AddressGuard(exempt: hosts)
            let allowed = request(server.url + "/to?" + inner.url + "/x", 3, .guarded(rules))
            try await expectEqual(client.text(allowed), "inner")
        }
        let head = try #require(inner.requests.first)
        #expect(!head.contains("secret") && head.contains("Accept: image/*"))
    }

    @Test(arguments: ["file:///etc/passwd", "gopher://127.0.0.1/", "http://", "//"])
    func redirectsElsewhereAreRefused(_ target: String) async throws {
        let server = try redirector()
        try await withClient { client in
            let error = await client.failure(of: request(server.url + "/to?" + target))
            guard case .redirectRefused = error else { throw Unexpected("\(error as Any)") }
        }
    }

    @Test func aGuardedPictureThatRedirectsToThisMachineIsRefused() async throws {
        let outer = try redirector()
        let inner = try RawServer { $0.answerAll("inner") }
        let rules = AddressGuard(exempt: [try #require(AddressGuard.Host("127.0.0.1:\(outer.port)"))])
        try await withClient { client in
            for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"] {
                let url = outer.url + "/to?http://\(host):\(inner.port)/"
                let error = await client.failure(of: request(url, 3, .guarded(rules)))
                guard case .addressRefused = error else { throw Unexpected("\(error as Any)") }
            }
        }
        #expect(inner.accepted == 0)
    }
}
