import HTTPCore
import ImageWorkerCore
import JSON
import TestSupport
import Testing

/// `POST /api/edit-image`: pictures sent along, over real sockets.
struct EditTests {
    private static let png = ScriptedPicture.png(bytes: 300)

    /// A worker whose only provider of choice takes three references and a mask.
    private func withTaker(
        _ body: @escaping @Sendable (WorkerUnderTest, StandIn) async throws -> Void
    ) async throws {
        let taker = StandIn(
            references: ReferenceRule(most: 3, form: .bytes, types: PictureType.allCases, takesMask: true))
        let options = WorkerOptions.with {
            $0.others = [taker]
            $0.preferred = [ProviderID("stand-in")]
        }
        try await withWorker(JimengScript(), options) { try await body($0, taker) }
    }

    private func send(
        _ worker: WorkerUnderTest, accept: String = "application/json", _ fill: (inout MultipartBody) throws -> Void
    ) async throws -> PlainResponse {
        var form = MultipartBody()
        try fill(&form)
        let type = form.contentType
        return try await worker.http.send(
            "POST", "/api/edit-image", headers: ["Content-Type": type, "Accept": accept, "Accept-Language": "en"],
            body: form.finish())
    }

    @Test(arguments: ["image", "image[]"])
    func severalImagesAreOneOrderInTheirOrderUnderTheirNames(_ field: String) async throws {
        try await withTaker { worker, taker in
            let answer = try await send(worker) {
                $0.add("prompt", "张三和李四喝茶")
                $0.add("size", "1024x1024")
                $0.add("seed", "7")
                $0.add("guidanceScale", "2.5")
                $0.add("names", #"["张三",null,"李四"]"#)
                for (index, bytes) in [Self.png, SmallPicture.jpeg, SmallPicture.webp].enumerated() {
                    try $0.add(field, filename: "../../\(index)", contentType: "application/octet-stream", bytes)
                }
            }
            try #require(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(try answer.json()["data"]?["prompt"] == "张三和李四喝茶")
            let order = try #require(taker.orders.first)
            #expect(order.references.map(\.picture?.bytes) == [Self.png, SmallPicture.jpeg, SmallPicture.webp])
            #expect(order.references.map(\.name) == ["张三", nil, "李四"])
            #expect(order.seed == 7)
            #expect(order.options.guidanceScale == 2.5)
            #expect(order.size == PictureSize(width: 1024, height: 1024))
        }
    }

    @Test func aListMayMixFilesAndDataAndGiveAddresses() async throws {
        try await withTaker { worker, taker in
            let data = "data:image/png;base64," + Base64.string(Self.png)
            let answer = try await send(worker) {
                $0.add("prompt", "a")
                $0.add(
                    "referenceImages",
                    #"[{"image":1,"publicUrl":"https://a.example/1"},"\#(data)",{"image":0,"name":"x"}]"#)
                try $0.add("image", filename: "0", contentType: "image/gif", SmallPicture.gif)
                try $0.add("image", filename: "1", contentType: "image/jpeg", SmallPicture.jpeg)
            }
            try #require(answer.status == 200, "\(answer.text.prefix(300))")
            let references = taker.orders.first?.references
            #expect(references?.map(\.picture?.bytes) == [SmallPicture.jpeg, Self.png, SmallPicture.gif])
            #expect(references?.map(\.address) == ["https://a.example/1", nil, nil])
            #expect(references?.map(\.name) == [nil, nil, "x"])
        }
    }

    @Test(arguments: ["image/*", "text/event-stream"])
    func theOtherFormsOfAnAnswerAreThere(_ accept: String) async throws {
        try await withTaker { worker, _ in
            let answer = try await send(worker, accept: accept) {
                $0.add("prompt", "a")
                try $0.add("image", filename: "a.png", contentType: "image/png", Self.png)
                try $0.add("mask", filename: "m.png", contentType: "image/png", Self.png)
            }
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            if accept == "image/*" { #expect(answer.body == [1, 2, 3]) }
            if accept != "image/*" { #expect(answer.events.last?.name == "image") }
        }
    }

    private static let huge: [UInt8] = {
        var bytes = png
        bytes.replaceSubrange(16..<24, with: [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50] as [UInt8])
        return bytes
    }()

    private static let noPictures: [([UInt8], String)] = [
        ([], "is empty"), (Array("hello".utf8), "no picture"),
        (Array("<svg><image href='http://x/'/></svg>".utf8), "no picture"), (huge, "50000x50000"),
        (SmallPicture.gif + Array("<script>".utf8), "behind it"), (Array(png.dropLast(20)), "cut off"),
    ]

    @Test(arguments: noPictures)
    func aFileThatIsNoPictureIsNamedByItsNumber(_ bytes: [UInt8], _ word: String) async throws {
        try await withTaker { worker, taker in
            let answer = try await send(worker) {
                $0.add("prompt", "a")
                try $0.add("image[]", filename: "a.png", contentType: "image/png", Self.png)
                try $0.add("image[]", filename: "b.png", contentType: "image/png", bytes)
            }
            #expect(answer.status == 400)
            #expect(try answer.json()["details"]?["field"] == "image[1]", "\(answer.text)")
            #expect(answer.text.contains(word), "\(answer.text)")
            #expect(taker.orders.isEmpty)
        }
    }

    @Test(arguments: [
        ("prompt", "a", "image"), ("names", #"["a","b"]"#, "names"), ("names", "7", "names"), ("seed", "x", "seed"),
        ("referenceImages", "[]", "image[0]"), ("referenceImages", #"[{"image":1}]"#, "referenceImages[0]"),
    ])
    func aFormThatIsNoOrderNamesItsField(_ name: String, _ text: String, _ field: String) async throws {
        try await withTaker { worker, taker in
            let answer = try await send(worker) {
                $0.add("prompt", "a")
                $0.add(name, text)
                if field != "image" { try $0.add("image", filename: "a", contentType: "image/png", Self.png) }
            }
            #expect(answer.status == 400)
            #expect(try answer.json()["details"]?["field"]?.string == field, "\(answer.text)")
            #expect(taker.orders.isEmpty)
        }
    }

    @Test func moreImagesThanTheProviderTakesAndAMaskOfAnotherSizeAreRefused() async throws {
        try await withTaker { worker, taker in
            let many = try await send(worker) {
                $0.add("prompt", "a")
                for index in 0..<4 { try $0.add("image", filename: "\(index)", contentType: "image/png", Self.png) }
            }
            #expect(many.status == 400)
            #expect(many.text.contains("at most 3"))
            let masked = try await send(worker) {
                $0.add("prompt", "a")
                try $0.add("image", filename: "a", contentType: "image/png", Self.png)
                try $0.add("mask", filename: "m", contentType: "image/png", ScriptedPicture.png(bytes: 900))
            }
            #expect(try masked.json()["details"]?["field"] == "mask", "\(masked.text)")
            #expect(taker.orders.isEmpty)
        }
    }

    @Test func anotherBodyThanAFormIs415() async throws {
        try await withTaker { worker, _ in
            let answer = try await worker.http.post("/api/edit-image", ["prompt": "a"])
            #expect(answer.status == 415)
        }
    }

    @Test func theDescriptionListsTheRoute() async throws {
        try await withTaker { worker, _ in
            let document = try await worker.http.get("/openapi.json").json()
            let content = document["paths"]?["/api/edit-image"]?["post"]?["requestBody"]?["content"]
            #expect(content?["multipart/form-data"]?["schema"] != nil)
            let root = try await worker.http.get("/").json()
            #expect(root["endpoints"]?.array?.contains { $0.string?.hasPrefix("POST /api/edit-image") == true } == true)
            #expect(root["models"] == [["provider": "jimeng", "model": "jimeng_t2i_v40"]])
        }
    }
}
