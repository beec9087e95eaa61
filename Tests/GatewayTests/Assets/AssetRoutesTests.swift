import GatewayAdapters
import GatewayCore
import HTTPServer
import JSON
import Lifecycle
import Signing
import TestSupport
import Testing

@testable import GatewayAPI

/// `GET /assets/{id}` over real sockets and real files.
@Suite(.timeLimit(.minutes(1)))
struct AssetRoutesTests {
    private static let bytes = pngBytes(200_000)

    private func serve(
        isPrivate: Bool = false, _ body: @escaping @Sendable (PlainHTTP, Asset) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let store = FolderAssetStore(data: folder.path, threads: assetThreads)
        let asset = try await store.put(Self.bytes, pieces: 50_000)
        var router = Router()
        router.get("/assets/{id}", AssetRoutes(assets: store, isPrivate: isPrivate).show)
        try await serving(chain([ContractAnswers(time: SystemTime())], router.handler)) { port, _ in
            try await body(PlainHTTP(port: port), asset)
        }
        withExtendedLifetime(folder) {}
    }

    @Test(arguments: [(false, "public"), (true, "private")])
    func `the whole file has the fields of something that never changes`(isPrivate: Bool, word: String) async throws {
        try await serve(isPrivate: isPrivate) { http, asset in
            for method in ["GET", "HEAD"] {
                // A range is nothing to HEAD.
                let range = method == "HEAD" ? ["Range": "bytes=0-1"] : [:]
                let answer = try await http.begin(method, "/assets/\(asset.id)", headers: range)
                let head = try await answer.head()
                #expect(head.status == 200)
                #expect(head.headers["content-type"] == "image/png")
                #expect(head.headers["content-length"] == "200000")
                #expect(head.headers["etag"] == "\"\(asset.id)\"")
                #expect(head.headers["cache-control"] == "\(word), max-age=31536000, immutable")
                #expect(head.headers["x-content-type-options"] == "nosniff")
                #expect(head.headers["accept-ranges"] == "bytes")
            }
            #expect(try await http.get("/assets/\(asset.id)").body == Self.bytes)
        }
    }

    @Test(arguments: [
        ("bytes=0-0", 206, 0..<1), ("bytes=0-99", 206, 0..<100), ("bytes=199999-", 206, 199_999..<200_000),
        ("bytes=-1", 206, 199_999..<200_000), ("bytes=-500000", 206, 0..<200_000), ("bytes=5-", 206, 5..<200_000),
        ("bytes=65530-131080", 206, 65_530..<131_081), ("bytes=100-999999999999999999999", 206, 100..<200_000),
        ("bytes=200000-", 416, 0..<0), ("bytes=-0", 416, 0..<0), ("bytes=0-1,5-6", 200, 0..<200_000),
        ("bytes=9-5", 200, 0..<200_000), ("lines=0-1", 200, 0..<200_000), ("bytes=a-b", 200, 0..<200_000),
        ("bytes=-", 200, 0..<200_000), ("0-1", 200, 0..<200_000),
    ])
    func `a range gives its bytes`(field: String, status: Int, range: Range<Int>) async throws {
        try await serve { http, asset in
            let answer = try await http.get("/assets/\(asset.id)", headers: ["Range": field])
            #expect(answer.status == status)
            #expect(answer.body == Array(Self.bytes[range]))
            switch status {
            case 206:
                let told = "bytes \(range.lowerBound)-\(range.upperBound - 1)/200000"
                #expect(answer.headers["content-range"] == told)
                #expect(answer.headers["content-length"] == "\(range.count)")
            case 416: #expect(answer.headers["content-range"] == "bytes */200000")
            default: #expect(answer.headers["content-range"] == nil)
            }
        }
    }

    @Test func `conditions come before the range`() async throws {
        try await serve { http, asset in
            let tag = "\"\(asset.id)\""
            for known in [tag, "W/\(tag)", "*", "\"a\", \(tag)"] {
                let headers = ["If-None-Match": known, "Range": "bytes=0-1"]
                let answer = try await http.get("/assets/\(asset.id)", headers: headers)
                #expect((answer.status, answer.body) == (304, []))
                #expect(answer.headers["etag"] == tag)
                #expect(answer.headers["cache-control"]?.hasSuffix("immutable") == true)
            }
            #expect(try await http.get("/assets/\(asset.id)", headers: ["If-None-Match": "\"a\""]).status == 200)
            for (condition, status) in [(tag, 206), ("\"a\"", 200), ("W/\(tag)", 200)] {
                let headers = ["If-Range": condition, "Range": "bytes=0-1"]
                #expect(try await http.get("/assets/\(asset.id)", headers: headers).status == status)
            }
        }
    }

    @Test(arguments: [
        "/assets/..%2f..%2fsecret", "/assets/%2e%2e", "/assets/../secret", "/assets/incoming", "/assets/secret",
        "/assets/" + String(repeating: "0", count: 64), "/assets/" + String(repeating: "0", count: 63),
        "/assets/" + String(repeating: "0", count: 65), "/assets/" + String(repeating: "A", count: 64),
        "/assets/" + String(repeating: "0", count: 61) + "%2e%2e%2f",
        "/assets/", "/assets/a/b",
    ])
    func `what is no name of a file is not found, and no path`(path: String) async throws {
        try await serve { http, _ in
            let answer = try await http.get(path, headers: ["Accept-Language": "en"])
            #expect(answer.status == 404)
            #expect(!answer.text.contains("script-to-frame-test"))
        }
    }

    @Test func `no zero byte gets as far as a name`() async throws {
        try await serve { http, _ in
            let answer = try await http.get("/assets/%00" + String(repeating: "0", count: 63))
            #expect(answer.status == 400)
        }
    }

    @Test func `an unknown file is an error of the contract`() async throws {
        try await serve { http, _ in
            let unknown = Hex.text(Digest.sha256([]))
            let body = try await http.get("/assets/\(unknown)").json()
            #expect(body["success"] == false)
            #expect(body["errorCode"] == "NOT_FOUND")
        }
    }

    @Test func `digits that are percent-encoded are the same name`() async throws {
        try await serve { http, asset in
            let first = String(asset.id.text.utf8.first ?? 0, radix: 16)
            let answer = try await http.get("/assets/%\(first)\(asset.id.text.dropFirst())")
            #expect(answer.status == 200)
        }
    }
}
