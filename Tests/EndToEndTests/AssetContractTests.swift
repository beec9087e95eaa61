import FoundationEssentials
import Glibc
import HTTPServer
import JSON
import TestSupport
import Testing

/// Pictures as addresses: contract/gateway, sections 1, 3 and 6.
@Suite(.timeLimit(.minutes(1)))
struct AssetContractTests {
    private func frames(_ count: Int) -> JSONValue {
        .array((1...count).map { ["sequence": .int($0), "prompt": .string("frame \($0), wide shot of a hill")] })
    }

    /// Path and query of an address on that origin.
    private func target(_ url: JSONValue?, on origin: String, at place: SourceLocation = #_sourceLocation) throws
        -> String
    {
        let text = try #require(url?.string, sourceLocation: place)
        try #require(text.hasPrefix(origin + "/assets/"), "\(text.prefix(100))", sourceLocation: place)
        return String(text.dropFirst(origin.count))
    }

    @Test func `a batch gives addresses in the order of its frames, and the worker is free of its pictures`()
        async throws
    {
        let both = try await BothProcesses.start()
        let order: JSONValue = ["frames": frames(5), "config": ["imageFormat": "url"]]
        let body = try await both.http.post("/api/generate-all-images", order).json()
        #expect(body["stats"] == ["total": 5, "success": 5, "failed": 0, "successRate": 100])
        let results = try #require(body["data"]?.array)
        #expect(results.map { $0["sequence"]?.int } == [1, 2, 3, 4, 5])
        for result in results {
            expectMembers(result, ["sequence", "imageUrl", "error", "taskId", "provider", "notice"])
            let target = try target(result["imageUrl"], on: "http://127.0.0.1:\(both.http.port)")
            let answer = try await both.http.get(target)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "image/png")
            #expect(answer.headers["cache-control"] == "public, max-age=31536000, immutable")
            #expect(try pngSize(answer.body).0 == 1024)
        }
        #expect(try await both.workerKeepsNothing())
    }

    @Test func `events carry addresses as well`() async throws {
        let both = try await BothProcesses.start()
        let order: JSONValue = ["frames": frames(3), "config": ["imageFormat": "url"]]
        let answer = try await both.http.post(
            "/api/generate-all-images", order, headers: ["Accept": "text/event-stream"])
        #expect(answer.events.map(\.name) == ["result", "result", "result", "done"])
        #expect(try answer.events.last?.json()["stats"]?["success"] == 3)
        for event in answer.events.dropLast() {
            let target = try target(event.json()["imageUrl"], on: "http://127.0.0.1:\(both.http.port)")
            #expect(try await both.http.get(target).status == 200)
        }
    }

    @Test func `one picture comes as an address, its frame as it was sent`() async throws {
        let both = try await BothProcesses.start()
        let order: JSONValue = ["frame": ["prompt": "a hill", "x": 1], "config": ["imageFormat": "url"]]
        let data = try #require(try await both.http.post("/api/generate-image-python", order).json()["data"])
        expectMembers(data, ["imageUrl", "taskId", "prompt", "frame", "provider", "notice"])
        #expect(data["frame"] == ["prompt": "a hill", "x": 1])
        let target = try target(data["imageUrl"], on: "http://127.0.0.1:\(both.http.port)")
        #expect(try pngSize(try await both.http.get(target).body).0 == 1024)
        #expect(try await both.workerKeepsNothing())
    }

    @Test(arguments: ["/api/generate-image", "/api/generate-all-images"])
    func `another format is refused and named`(path: String) async throws {
        let both = try await BothProcesses.start()
        let order: JSONValue = ["prompt": "a", "frames": frames(1), "config": ["imageFormat": "file"]]
        let error = try expectError(try await both.http.post(path, order), 400, "INVALID_REQUEST")
        #expect(error["details"]?["field"] == "config.imageFormat")
    }

    @Test func `with keys a picture is for those with a key or with its address`() async throws {
        let both = try await BothProcesses.start(gateway: ["GATEWAY_API_KEYS": "sesame"])
        let key = ["Authorization": "Bearer sesame"]
        let order: JSONValue = ["prompt": "a hill", "config": ["imageFormat": "url"]]
        let body = try await both.http.post("/api/generate-image", order, headers: key).json()
        let target = try target(body["data"]?["imageUrl"], on: "http://127.0.0.1:\(both.http.port)")
        let path = String(target.prefix { $0 != "?" })
        let signed = try await both.http.get(target)
        #expect(signed.status == 200)
        #expect(signed.headers["cache-control"] == "private, max-age=31536000, immutable")
        #expect(try await both.http.get(path, headers: key).status == 200)
        try expectError(try await both.http.get(path), 401, "UNAUTHORIZED")
        let last = target.last == "0" ? "1" : "0"
        try expectError(try await both.http.get(target.dropLast() + last), 401, "UNAUTHORIZED")
        try expectError(try await both.http.get("/metrics" + target.drop { $0 != "?" }), 401, "UNAUTHORIZED")
        #expect(!both.gateway.lines.joined().contains("sig="))
    }

    @Test func `an address ends with its time`() async throws {
        let both = try await BothProcesses.start(
            gateway: ["GATEWAY_API_KEYS": "sesame", "ASSET_URL_TTL_SECONDS": "1"])
        let order: JSONValue = ["prompt": "a hill", "config": ["imageFormat": "url"]]
        let body = try await both.http.post(
            "/api/generate-image", order, headers: ["Authorization": "Bearer sesame"]
        ).json()
        let target = try target(body["data"]?["imageUrl"], on: "http://127.0.0.1:\(both.http.port)")
        try await eventually("the end of the address") { try await both.http.get(target).status == 401 }
    }

    @Test func `without keys others reach by PUBLIC_URL what they were given the address of, and nothing else`()
        async throws
    {
        let both = try await BothProcesses.start(gateway: ["PUBLIC_URL": "https://Board.example:8443/"])
        let order: JSONValue = ["prompt": "a hill", "config": ["imageFormat": "url"]]
        let body = try await both.http.post("/api/generate-image", order).json()
        let target = try target(body["data"]?["imageUrl"], on: "https://Board.example:8443")
        let path = String(target.prefix { $0 != "?" })
        for host in ["Board.example:8443", "board.example"] {
            let outside = ["Host": host]
            #expect(try await both.http.get(target, headers: outside).status == 200)
            try expectError(try await both.http.get(path, headers: outside), 403, "FORBIDDEN")
            try expectError(try await both.http.get("/metrics", headers: outside), 403, "FORBIDDEN")
            try expectError(
                try await both.http.post("/api/generate-image", order, headers: outside), 403, "FORBIDDEN")
        }
        try expectError(try await both.http.get(target, headers: ["Host": "evil.example"]), 403, "FORBIDDEN")
        #expect(try await both.http.get(path).status == 200)
    }

    @Test func `addresses and pictures outlive the process`() async throws {
        let folder = try TemporaryFolder()
        let settings = ["DATA_DIR": folder.path + "/data", "GATEWAY_API_KEYS": "sesame"]
        let both = try await BothProcesses.start(gateway: settings)
        let order: JSONValue = ["prompt": "a hill", "config": ["imageFormat": "url"]]
        let body = try await both.http.post(
            "/api/generate-image", order, headers: ["Authorization": "Bearer sesame"]
        ).json()
        let target = try target(body["data"]?["imageUrl"], on: "http://127.0.0.1:\(both.http.port)")
        both.gateway.send(SIGKILL)
        _ = try await both.gateway.waitForExit()
        let next = try await BothProcesses.startGateway(workerPort: both.workerHTTP.port, settings)
        let answer = try await PlainHTTP(port: try await next.port()).get(target)
        #expect(answer.status == 200)
        #expect(try pngSize(answer.body).0 == 1024)
    }

    @Test func `at the start the old and what a dead process was writing go`() async throws {
        let folder = try TemporaryFolder()
        let (id, old) = (String(repeating: "ab", count: 32), "assets/ab/" + String(repeating: "ab", count: 31) + ".png")
        for name in ["data/assets/ab", "data/assets/incoming"] {
            try FileManager.default.createDirectory(
                atPath: folder.path + "/" + name, withIntermediateDirectories: true)
        }
        let path = try folder.write("data/" + old, "old")
        let left = try folder.write("data/assets/incoming/1.partial", "half")
        let long = timespec(tv_sec: time(nil) - 2 * 86_400 - 60, tv_nsec: 0)
        #expect(utimensat(AT_FDCWD, path, [long, long], 0) == 0)
        let settings = ["DATA_DIR": folder.path + "/data"]
        let patient = try await BothProcesses.startGateway(
            workerPort: 1, settings.merging(["RETENTION_DAYS": "3"]) { $1 })
        let http = PlainHTTP(port: try await patient.port())
        try await patient.event("asset_leftovers_removed")
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(try await http.get("/assets/\(id)").status == 200)
        let strict = try await BothProcesses.startGateway(
            workerPort: 1, settings.merging(["RETENTION_DAYS": "2"]) { $1 })
        try await strict.event("old_assets_removed")
        #expect(try await PlainHTTP(port: try await strict.port()).get("/assets/\(id)").status == 404)
    }

    @Test(.enabled(if: TinyDisk.isPossible))
    func `a full disk is told before a picture costs`() async throws {
        let disk = try TinyDisk(at: try TemporaryFolder(), size: "1m")
        defer { disk.leave() }
        try await withJimeng(gateway: ["DATA_DIR": disk.path + "/data"]) { paid in
            let single: JSONValue = ["prompt": "a", "config": ["imageFormat": "url"]]
            try expectError(try await paid.both.http.post("/api/generate-image", single), 507, "STORAGE_FULL")
            let batch: JSONValue = ["frames": [["prompt": "a"]], "config": ["imageFormat": "url"]]
            try expectError(try await paid.both.http.post("/api/generate-all-images", batch), 507, "STORAGE_FULL")
            #expect(paid.jimeng.ledger.submits == 0)
            let inside = try await paid.both.http.post("/api/generate-image", ["prompt": "a"])
            #expect(inside.status == 200)
        }
    }

    @Test func `a picture of 64 MB passes through without being held`() async throws {
        let size = 64 << 20
        let worker = BigPictureWorker(size: size)
        try await withLoop { loop in
            let server = HTTPServer(loop: loop, handler: worker.handler)
            let port = try server.bind()
            try await running([server], on: loop) {
                let gateway = try await BothProcesses.startGateway(workerPort: port)
                let http = PlainHTTP(port: try await gateway.port())
                let order: JSONValue = ["prompt": "a", "config": ["imageFormat": "url"]]
                // The first answers make what is made once.
                #expect(try await http.get("/api/health").status == 503)
                let before = try #require(ProcessFigures(of: gateway.pid)).peakBytes
                let body = try await http.post("/api/generate-image", order).json()
                let target = try target(body["data"]?["imageUrl"], on: "http://127.0.0.1:\(http.port)")
                #expect(worker.releases == 1)
                let connection = try await http.begin("GET", target)
                #expect(try await connection.head().headers["content-length"] == "\(size)")
                var count = 0
                while let piece = try await connection.piece() { count += piece.count }
                #expect(count == size)
                let after = try #require(ProcessFigures(of: gateway.pid)).peakBytes
                // Half of one picture: a sanitizer holds freed memory back for a while.
                #expect(after - before < 32 << 20, "\(before) bytes before, \(after) after")
            }
        }
    }
}
