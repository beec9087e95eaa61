import HTTPClient
import HTTPCore
import TestSupport
import Testing

@Suite struct AddressGuardTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.255", "169.254.169.254",
        "168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::1", "fe80::1", "fec0::1", "fc00::1",
        "fd00:ec2::254", "ff02::1", "2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "::ffff:0:127.0.0.1",
    ])
    func innerAddressesAreNotPublic(_ text: String) throws {
        #expect(!(try #require(IPAddress(text))).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
        "172.32.0.0", "192.169.0.0", "223.255.255.255", "2606:4700::1111", "2001:4860:4860::8888", "2400:3200::1",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
    ])
    func outerAddressesArePublic(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.isPublic)
        #expect(IPAddress("\(address)") == address)
    }

    @Test(arguments: [
        "127.0.0.1", "localhost", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0x7f.1",
        "2130706433", "017700000001", "0x7f000001", "127.1", "0", "127.0.0.1.", "localhost.", "%6c%6fcalhost",
        "user:secret@127.0.0.1", "①②⑦.⓪.⓪.①",
    ])
    func waysOfWritingThisMachineAreRefused(_ host: String) async throws {
        let server = try RawServer { $0.answerAll("inner") }
        try await withClient { client in
            let url = "http://\(host):\(server.port)/"
            let error = await client.failure(of: ClientRequest(.get, url, trust: .guarded(AddressGuard())))
            #expect(error?.requestWasSent == .no)
        }
        #expect(server.accepted == 0)
    }

    @Test func aNameIsRefusedForWhatItResolvesTo() async throws {
        let server = try RawServer { $0.answerAll("inner") }
        let name = "localhost"
        try await withClient { client in
            let request = ClientRequest(.get, "http://\(name):\(server.port)/", trust: .guarded(AddressGuard()))
            let error = await client.failure(of: request)
            guard case .addressRefused(host: name) = error else { throw Unexpected("\(error as Any)") }
        }
    }

    @Test func exemptHostsAreReachedAndOnlyThoseAtTheirPort() async throws {
        let server = try RawServer { $0.answerAll("inner") }
        let other = try RawServer { $0.answerAll("other") }
        try await withClient { client in
            let host = try #require(AddressGuard.Host("127.0.0.1:\(server.port)"))
            let rules = AddressGuard(exempt: [host])
            try await expectEqual(client.text(ClientRequest(.get, server.url, trust: .guarded(rules))), "inner")
            _ = await client.failure(of: ClientRequest(.get, other.url, trust: .guarded(rules)))
            let anyPort = AddressGuard(exempt: [try #require(AddressGuard.Host("LocalHost"))])
            let byName = ClientRequest(.get, "http://localhost:\(other.port)/", trust: .guarded(anyPort))
            try await expectEqual(client.text(byName), "other")
        }
        #expect(other.requests.count == 1)
    }

    @Test func aConnectionOpenedWithoutTheGuardServesNoGuardedRequest() async throws {
        let server = try RawServer { $0.answerAll("inner") }
        try await withClient { client in
            try await expectEqual(client.text(ClientRequest(.get, server.url)), "inner")
            let host = try #require(AddressGuard.Host("127.0.0.1:\(server.port)"))
            let exempted = AddressGuard(exempt: [host])
            try await expectEqual(client.text(ClientRequest(.get, server.url, trust: .guarded(exempted))), "inner")
            let error = await client.failure(of: ClientRequest(.get, server.url, trust: .guarded(AddressGuard())))
            #expect(error?.requestWasSent == .no)
        }
        #expect(server.requests.count == 2)
    }

    @Test(arguments: ["", "a b", "http://x", "x/y", "x:99999", "x:y"])
    func hostsThatAreNoneAreNotRead(_ text: String) {
        #expect(AddressGuard.Host(text) == nil)
    }
}
