import JSON
import TestSupport
import Testing

/// Reference images through both processes: contract/gateway, section 3, and contract/worker, section 1.
@Suite(.timeLimit(.minutes(1)))
struct ReferenceContractTests {
    private static let base = "https://pictures.example"

    /// A picture that the gateway keeps, as `asset:<id>`.
    private func asset(_ paid: PaidPictures) async throws -> String {
        let order: JSONValue = ["prompt": "a hill", "provider": "sketch", "config": ["imageFormat": "url"]]
        let url = try await paid.both.http.post("/api/generate-image", order).json()["data"]?["imageUrl"]?.string
        let id = try #require(url).split(separator: "/").last?.prefix(64)
        return "asset:" + String(try #require(id))
    }

    @Test func `an asset reaches a provider that fetches itself as a signed address that works`() async throws {
        try await withJimeng(gateway: ["PUBLIC_URL": Self.base]) { paid in
            let asset = try await asset(paid)
            let id = asset.dropFirst(6)
            let order: JSONValue = [
                "prompt": "张三骑马", "provider": "jimeng", "frame": ["prompt": "张三骑马", "x": [1]],
                "referenceImages": [
                    ["url": .string(asset), "name": "张三"], .string("/assets/\(id)"),
                    .string("\(Self.base)/assets/\(id)?exp=1&sig=2"),
                ],
            ]
            let answer = try await paid.both.http.post("/api/generate-image-python", order)
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(try answer.json()["data"]?["frame"] == ["prompt": "张三骑马", "x": [1]])
            let body = try JSONValue.parse(try #require(paid.jimeng.ledger.bodies.first))
            #expect(body["prompt"] == "图1是张三。张三骑马")
            let urls = try #require(body["image_urls"]?.array).compactMap(\.string)
            #expect(urls.count == 3)
            for url in urls {
                try #require(url.hasPrefix("\(Self.base)/assets/\(id)?"))
                let fetched = try await paid.both.http.get(
                    String(url.dropFirst(Self.base.count)), headers: ["Host": "pictures.example"])
                #expect(fetched.status == 200)
                #expect(fetched.headers["content-type"] == "image/png")
            }
        }
    }

    @Test func `without a public address an asset is refused before any call, saying what to set`() async throws {
        try await withJimeng { paid in
            let order: JSONValue = [
                "prompt": "a", "provider": "jimeng", "referenceImages": [.string(try await asset(paid))],
            ]
            let error = try expectError(
                try await paid.both.http.post("/api/generate-image", order), 400, "INVALID_REQUEST")
            #expect(error["error"]?.string?.contains("PUBLIC_URL") == true)
            #expect(error["details"]?["field"] == "referenceImages[0]")
            #expect(paid.jimeng.ledger.submits == 0)
        }
    }

    @Test(arguments: [
        "asset:abc", "/assets/../../etc/passwd",
        "asset:0000000000000000000000000000000000000000000000000000000000000000",
    ])
    func `an asset that is not there is named`(text: String) async throws {
        try await withJimeng { paid in
            let order: JSONValue = ["prompt": "a", "referenceImages": ["https://a.example/x", .string(text)]]
            let error = try expectError(
                try await paid.both.http.post("/api/generate-image", order), 400, "INVALID_REQUEST")
            #expect(error["details"]?["field"] == "referenceImages[1]")
            #expect(paid.jimeng.ledger.submits == 0)
        }
    }

    @Test func `an address that cannot be read, and a provider that takes none, are refused`() async throws {
        try await withJimeng { paid in
            let near: JSONValue = ["prompt": "a", "referenceImages": ["http://127.0.0.1:1/x.png"]]
            let refused = try expectError(
                try await paid.both.http.post("/api/generate-image", near), 400, "INVALID_REQUEST")
            #expect(refused["details"]?["field"] == "referenceImages[0]")
            let data = "data:image/png;base64," + Base64.string(ScriptedPicture.png(bytes: 300))
            let sketch: JSONValue = ["prompt": "a", "provider": "sketch", "referenceImages": [.string(data)]]
            let none = try expectError(
                try await paid.both.http.post("/api/generate-image", sketch), 400, "INVALID_REQUEST")
            #expect(none["error"]?.string?.contains("sketch") == true)
            #expect(paid.jimeng.ledger.submits == 0)
        }
    }
}
