import FoundationEssentials
import JSON
import TestSupport
import Testing

/// Crop and output through both processes.
struct EditedPictureTests {
    private static let picture = ScriptedPicture.png(width: 60, height: 40) { x, y in [UInt8(x * 4), UInt8(y * 6), 0] }

    private static func bytes(ofDataURL url: String?, _ type: String) throws -> [UInt8] {
        let url = try #require(url)
        let prefix = "data:image/\(type);base64,"
        try #require(url.hasPrefix(prefix), "\(url.prefix(60))")
        return Array(try #require(Data(base64Encoded: String(url.dropFirst(prefix.count)))))
    }

    @Test func `crop and output reach the worker from the request and from config`() async throws {
        try await withJimeng(picture: Self.picture) { paid in
            let requests: [JSONValue] = [
                ["prompt": "a", "crop": ["position": "left", "pixels": 20], "output": ["format": "png"]],
                ["prompt": "a", "config": ["crop": ["position": "left", "pixels": 20]]],
            ]
            for request in requests {
                let answer = try await paid.both.http.post("/api/generate-image", request)
                try #require(answer.status == 200, "\(answer.text.prefix(300))")
                let url = try answer.json()["data"]?["imageUrl"]?.string
                let read = try PNGReader(Self.bytes(ofDataURL: url, "png"))
                #expect((read.width, read.height) == (40, 40))
                #expect(read.pixel(0, 3) == [80, 18, 0])
            }
            let batch: JSONValue = [
                "frames": [["sequence": 1, "prompt": "a"]],
                "config": ["output": ["format": "webp", "size": "30x30"], "crop": ["pixels": 10]],
            ]
            let entry = try await paid.both.http.post("/api/generate-all-images", batch).json()["data"]?.array?.first
            let webp = try Self.bytes(ofDataURL: entry?["imageUrl"]?.string, "webp")
            #expect(Array(webp[..<4]) == Array("RIFF".utf8))
        }
    }

    @Test func `a sketch is cropped too, and the settings' crop holds for all`() async throws {
        let crop = ["CROP_ENABLED": "true", "CROP_POSITION": "top", "CROP_PIXELS": "56"]
        let both = try await BothProcesses.start(worker: crop)
        let answer = try await both.http.post("/api/generate-image", ["prompt": "a hill", "size": "512x512"])
        #expect(try pngSize(ofDataURL: answer.json()["data"]?["imageUrl"]?.string) == (512, 456))
    }

    @Test func `a warning reaches the client, and the worker logs it`() async throws {
        try await withJimeng(picture: Self.picture) { paid in
            let request: JSONValue = ["prompt": "a", "crop": ["position": "right", "pixels": 60]]
            let data = try #require(try await paid.both.http.post("/api/generate-image", request).json()["data"])
            #expect(data["warnings"]?.array?.count == 1)
            #expect(try pngSize(ofDataURL: data["imageUrl"]?.string) == (60, 40))
            let line = try await paid.both.worker.event("image_picture_warning")
            #expect(line["warning"]?.string?.contains("notEdited") == true)
        }
    }

    @Test func `a wrong crop is refused with its field, before any order`() async throws {
        try await withJimeng { paid in
            let request: JSONValue = ["prompt": "a", "crop": ["position": "middle"]]
            let error = try expectError(
                await paid.both.http.post("/api/generate-image", request), 400, "INVALID_REQUEST")
            #expect(error["details"]?["field"] == "crop.position")
            #expect(paid.jimeng.ledger.submits == 0)
        }
    }

    /// 6000 × 6000 pixels are 108 MB; they are read, cropped and written row by row.
    @Test(.timeLimit(.minutes(2))) func `memory does not grow with the picture, and nothing stays on disk`()
        async throws
    {
        let folder = try TemporaryFolder()
        let large = try await Self.largeJPEG()
        try await withJimeng(
            worker: ["TMPDIR": folder.path, "SPOOL_DIR": folder.path, "VIPS_DISC_THRESHOLD": "1g"], picture: large
        ) { paid in
            let worker = paid.both.workerHTTP
            let small: JSONValue = ["prompt": "a hill", "provider": "sketch", "crop": ["pixels": 9]]
            #expect(try await worker.post("/api/generate-image", small).status == 200)
            let before = try #require(ProcessFigures(of: paid.both.worker.pid)).peakBytes
            let order: JSONValue = [
                "prompt": "a", "crop": ["pixels": 100], "output": ["format": "jpeg", "quality": 80],
            ]
            let answer = try await worker.post("/api/generate-image", order)
            let after = try #require(ProcessFigures(of: paid.both.worker.pid)).peakBytes
            let data = try #require(try answer.json()["data"])
            #expect(data["warnings"] == nil)
            #expect(data["width"] == 6000)
            #expect(data["height"] == 5900)
            #expect(after - before < 60_000_000, "\(before) bytes before, \(after) at most")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        }
    }

    /// Made by a worker, out of a small picture.
    private static func largeJPEG() async throws -> [UInt8] {
        let worker = try await BothProcesses.startWorker()
        let order: JSONValue = [
            "prompt": "a hill", "provider": "sketch", "size": "512x512",
            "output": ["format": "jpeg", "size": "6000x6000", "quality": 60],
        ]
        let answer = try await PlainHTTP(port: worker.port()).post(
            "/api/generate-image", order, headers: ["Accept": "image/*"])
        try #require(answer.status == 200, "\(answer.text.prefix(300))")
        return answer.body
    }
}
