import GatewayAPI
import GatewayCore
import HTTPCore
import Lifecycle
import Locks
import Signing
import TestSupport
import Testing

/// Addresses that let whoever has them read one file, for a while.
struct AssetLinksTests {
    private let id = AssetID(sha256: Digest.sha256(Array("a".utf8)))
    private let time = ManualTime(unixSeconds: 1_800_000_000.5)

    private func links(_ publicURL: String? = "https://board.example/x", secret: UInt8 = 1) -> AssetLinks {
        AssetLinks(
            publicURL: publicURL, lifetime: .seconds(100), secret: [UInt8](repeating: secret, count: 32), time: time,
            makeSecret: { throw AssetError.full })
    }

    /// Path and query of the address that those links make.
    private func target(_ links: AssetLinks) async throws -> String {
        let url = try #require(try await links.urls()).url(of: id)
        #expect(url.hasPrefix("https://board.example/x/assets/\(id)?exp=1800000100&sig="))
        return String(url.dropFirst("https://board.example/x".count))
    }

    private func allows(_ target: String, _ method: HTTPMethod = .get, by links: AssetLinks) -> Bool {
        AssetGrant(links).allows(RequestHead(method: method, target: target))
    }

    @Test func `a signed address allows reading its file, and nothing else`() async throws {
        let links = links()
        let target = try await target(links)
        #expect(allows(target, by: links))
        #expect(allows(target, .head, by: links))
        for method in [HTTPMethod.post, .put, .patch, .delete, .options] {
            #expect(!allows(target, method, by: links))
        }
        let query = target.drop { $0 != "?" }
        for path in [
            "/", "/metrics", "/api/generate-image", "/assets/", "/assets", "/assets/\(id)/", "/x/assets/\(id)",
        ] {
            #expect(!allows(path + query, by: links), "\(path)")
        }
        #expect(!allows("/assets/\(id)", by: links))
        #expect(!allows("/assets/\(id)?exp=1800000100", by: links))
        #expect(!allows("/assets/\(id)?sig=\(query.suffix(64))", by: links))
    }

    @Test func `no byte of it can be another`() async throws {
        let links = links()
        let target = try await target(links)
        let characters = Array(target.utf8)
        for index in characters.indices {
            for replacement in Array("0f9~".utf8) where replacement != characters[index] {
                var changed = characters
                changed[index] = replacement
                let text = String(decoding: changed, as: UTF8.self)
                #expect(!allows(text, by: links), "byte \(index): \(text)")
            }
            var shorter = characters
            shorter.remove(at: index)
            #expect(!allows(String(decoding: shorter, as: UTF8.self), by: links), "without byte \(index)")
        }
        #expect(!allows(target + "0", by: links))
        #expect(!allows(target, by: self.links(secret: 2)))
    }

    @Test(arguments: ["01800000100", "+1800000100", "1800000100.0", "-1", "", " 1800000100", "0x10"])
    func `an end that is written in another way is none, though it be signed`(expires: String) {
        let message = Array("asset \(id) \(expires)".utf8)
        let signature = Hex.text(Digest.hmacSHA256(key: [UInt8](repeating: 1, count: 32), message))
        #expect(!links().allows(id, expires: expires, signature: signature))
    }

    @Test func `it ends when its time is over`() async throws {
        let links = links()
        let target = try await target(links)
        time.advance(by: .milliseconds(99_400))
        #expect(allows(target, by: links))
        time.advance(by: .milliseconds(200))
        #expect(!allows(target, by: links))
    }

    @Test func `without a public address it stands on what the client has asked`() async throws {
        let links = links(nil)
        #expect(try await links.urls() == nil)
        let url = try await links.urls(else: "http://localhost:3000")?.url(of: id)
        #expect(url?.hasPrefix("http://localhost:3000/assets/\(id)?exp=") == true)
        #expect(
            try await self.links().urls(else: "http://localhost:3000")?.url(of: id).hasPrefix("https://board") == true)
    }

    @Test func `the secret is made with the first address, and before it none is valid`() async throws {
        let asked = Locked(0)
        let links = AssetLinks(publicURL: "https://a", lifetime: .seconds(9), secret: nil, time: time) {
            asked.withLock { $0 += 1 }
            return [UInt8](repeating: 1, count: 32)
        }
        let target = try await target(self.links())
        #expect(!allows(target, by: links))
        #expect(asked.withLock { $0 } == 0)
        for _ in 0..<3 { _ = try await links.urls() }
        #expect(asked.withLock { $0 } == 1)
        #expect(allows(target, by: links))
    }

    @Test(arguments: [
        "", "a", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
        String(repeating: "A", count: 64), String(repeating: "0", count: 62) + "..",
        String(repeating: "0", count: 63) + "/", String(repeating: "é", count: 32),
    ])
    func `no other text is a name`(text: String) {
        #expect(AssetID(text) == nil)
    }
}
