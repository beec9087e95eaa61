import HTTPCore
import ImageWorkerCore
import Imaging
import JSON
import Lifecycle
import Models
import TestSupport
import Testing

/// Pictures are checked and edited between their provider and whoever ordered them.
struct FinishedPictureTests {
    private static let side = 40
    private static let picture = ScriptedPicture.png(width: side, height: side) { x, y in
        [UInt8(x * 6), UInt8(y * 6), 50]
    }

    /// One colour, in few bytes.
    private static func blank() throws -> [UInt8] {
        let plain = ScriptedPicture.png(width: 200, height: 200) { _, _ in [1, 2, 3] }
        return try PictureProcess.process(plain, #require(PictureEdit(crop: nil, output: .init(.png)))).bytes
    }

    private func withFinishing(
        _ picture: [UInt8] = picture, crop: CropRule = CropRule(),
        _ body: @escaping @Sendable (WorkerUnderTest) async throws -> Void
    ) async throws {
        let finishing = PictureFinishing()
        let options = WorkerOptions.with {
            $0.picture = picture
            $0.crop = crop
            $0.finish = finishing.finish
        }
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await withWorker(JimengScript(), options, body))
        } catch {
            outcome = .failure(error)
        }
        await finishing.stop()
        try outcome.get()
    }

    private static func pixels(_ answer: PlainResponse) throws -> PNGReader {
        try #require(answer.status == 200, "\(answer.text.prefix(300))")
        return try PNGReader(answer.body)
    }

    @Test(arguments: [
        (#"{"prompt":"a","crop":{"position":"left","pixels":7}}"#, 33, 40, [42, 0, 50] as [UInt8]),
        (#"{"prompt":"a","crop":{"position":"top"}}"#, 40, 30, [0, 60, 50]),
        (#"{"prompt":"a","crop":{}}"#, 40, 30, [0, 0, 50]), (#"{"prompt":"a","crop":false}"#, 40, 40, [0, 0, 50]),
        (#"{"prompt":"a"}"#, 40, 40, [0, 0, 50]),
        (#"{"prompt":"a","crop":{"position":"top","pixels":20},"output":{"format":"png","size":"20x20"}}"#, 20, 10, []),
        (#"{"prompt":"a","output":{"format":"png","size":"20x10","fit":"cover"}}"#, 20, 10, []),
    ])
    func `an order's crop and output are done`(_ body: String, _ width: Int, _ height: Int, _ corner: [UInt8])
        async throws
    {
        try await withFinishing(crop: CropRule(pixels: 10)) { worker in
            let answer = try await worker.http.send(
                "POST", "/api/generate-image", headers: ["Accept": "image/*"], body: Array(body.utf8))
            let read = try Self.pixels(answer)
            #expect((read.width, read.height) == (width, height))
            #expect(corner.isEmpty || read.pixel(0, 0) == corner)
        }
    }

    @Test func `the settings' crop is for who says nothing`() async throws {
        try await withFinishing(crop: CropRule(isOn: true, side: .right, pixels: 5)) { worker in
            let silent = try Self.pixels(try await worker.order(["prompt": "a"], accept: "image/*"))
            #expect((silent.width, silent.height) == (35, 40))
            let no = try Self.pixels(try await worker.order(["prompt": "a", "crop": false], accept: "image/*"))
            #expect((no.width, no.height) == (40, 40))
        }
    }

    @Test(arguments: ["jpeg", "webp"])
    func `the answer names the format that was made`(format: String) async throws {
        try await withFinishing { worker in
            let order: JSONValue = ["prompt": "a", "attemptId": "one", "output": ["format": .string(format)]]
            let data = try #require(try await worker.order(order).json()["data"])
            #expect(data["imageUrl"]?.string?.hasPrefix("data:image/\(format);base64,") == true)
            #expect(data["warnings"] == nil)
            let kept = try await worker.http.get("/api/attempts/one/picture")
            #expect(kept.headers["content-type"] == "image/\(format)")
            #expect(PictureHeader.facts(kept.body)?.type.rawValue == format)
        }
    }

    @Test func `an id stands for one crop`() async throws {
        try await withFinishing { worker in
            var statuses: [Int] = []
            for pixels in [3, 3, 4] {
                let order: JSONValue = ["prompt": "a", "attemptId": "one", "crop": ["pixels": .int(pixels)]]
                statuses.append(try await worker.order(order).status)
            }
            #expect(statuses == [200, 200, 409])
            #expect(worker.jimeng.ledger.billed == 1)
        }
    }

    @Test func `a blank picture is delivered with a warning, in every form`() async throws {
        try await withFinishing(try Self.blank()) { worker in
            let order: JSONValue = ["prompt": "a", "attemptId": "one"]
            let text = PictureWarning.blank.text(.chinese)
            let data = try #require(try await worker.order(order).json()["data"])
            #expect(data["warnings"] == [.string(text)])
            #expect(data["width"] == 200)
            let count = #"image_picture_warnings_total{provider="jimeng",warning="blank"} 1"#
            #expect(worker.metrics.exposition().contains(count))
            // What was kept says it again, also as events.
            let events = try await worker.order(order, accept: "text/event-stream").text
            #expect(events.contains("event: image\n") && events.contains(#""warnings":["\#(text)"]"#))
            let kept = try await worker.http.get("/api/attempts/one").json()
            #expect(kept["data"]?["warnings"] == [.string(text)])
            #expect(worker.jimeng.ledger.billed == 1)
        }
    }

    @Test func `a crop that leaves nothing leaves the picture, and says so`() async throws {
        try await withFinishing { worker in
            let order: JSONValue = ["prompt": "a", "crop": ["pixels": 40]]
            let answer = try await worker.http.post("/api/generate-image", order, headers: ["Accept-Language": "en"])
            let data = try #require(try answer.json()["data"])
            #expect(data["height"] == 40)
            #expect(data["warnings"]?.array?.first?.string?.hasSuffix("the crop would leave nothing") == true)
        }
    }

    @Test func `a crop of more than the ordered size is refused before it costs`() async throws {
        try await withFinishing { worker in
            let answer = try await worker.order(["prompt": "a", "size": "1024x1024", "crop": ["pixels": 1024]])
            #expect(answer.status == 400)
            #expect(try answer.json()["details"]?["field"] == "crop.pixels")
            #expect(worker.jimeng.ledger.submits == 0)
        }
    }

    @Test func `a torn picture is delivered with a warning and never ordered again`() async throws {
        let torn = Array(Self.picture.dropLast(20))
        try await withFinishing(torn) { worker in
            let order: JSONValue = ["prompt": "a", "attemptId": "one"]
            for _ in 0..<2 {
                let answer = try await worker.order(order, accept: "image/*")
                #expect(answer.status == 200)
                #expect(answer.body == torn)
                #expect(answer.headers["x-warnings"] == "torn")
            }
            let warnings = try await worker.order(order).json()["data"]?["warnings"]?.array
            #expect(warnings?.map { $0.string?.contains("不完整或已损坏（已计费）") } == [true])
            // Each of the three answers.
            let count = #"image_picture_warnings_total{provider="jimeng",warning="torn"} 3"#
            #expect(worker.metrics.exposition().contains(count))
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }
}
