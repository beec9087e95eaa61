import HTTPClient
import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import Settings
import TestSupport
import Testing

@testable import OpenAIProvider

/// Our requests beside those of the official client.
struct OpenAIRequestTests {
    @Test func theSmallestRequestIsTheClientsByteForByte() throws {
        let capture = try SDKCapture("generate_minimal", of: "openai")
        let request = try wire().request(PictureOrder(prompt: "雨夜古镇 a"), leftOut: [])
        #expect(request.url == "http://host" + capture.target)
        #expect(body(request) == capture.body)
        for name in ["authorization", "content-type"] { #expect(request.fields[name] == capture.fields[name]) }
        #expect(request.sendOnce)
    }

    @Test func wishesAreSentUnderTheirNames() throws {
        let capture = try SDKCapture("generate_full", of: "openai")
        var order = PictureOrder(prompt: "x", size: PictureSize(width: 1536, height: 1024))
        order.options.quality = "low"
        order.options.background = "transparent"
        order.options.moderation = "low"
        order.options.inputFidelity = "high"
        let sent = try SDKCapture.members(body(try wire().request(order, leftOut: [])))
        #expect(
            try sent == capture.members(without: ["n", "output_format", "output_compression", "user"]))
    }

    @Test func aStreamIsAskedForWithItsPartialPictures() throws {
        let capture = try SDKCapture("generate_stream", of: "openai")
        var order = PictureOrder(prompt: "x")
        order.options.partialImages = 2
        #expect(try SDKCapture.members(body(try wire().request(order, leftOut: []))) == capture.members())
        order.options.partialImages = 0
        #expect(
            try SDKCapture.members(body(try wire().request(order, leftOut: []))).keys.sorted() == ["model", "prompt"])
    }

    @Test(arguments: [
        ("edit_one_file_object", "加一只猫", 1), ("edit_tuple_named_with_type", "x", 1), ("edit_stream", "x", 1),
        ("edit_two_images_and_mask", "x", 2),
    ])
    func editsAreTheClientsByteForByteButForFileNames(_ name: String, _ prompt: String, _ count: Int) throws {
        let capture = try SDKCapture(name, of: "openai")
        let (expected, boundary, pictures) = try form(capture)
        #expect(pictures.count == (count == 1 ? 1 : 3))
        var order = PictureOrder(prompt: prompt)
        order.references = pictures.prefix(count).map { ReferenceImage(.picture($0)) }
        if count > 1 {
            order.mask = pictures.last
            order.size = PictureSize(width: 1024, height: 1024)
            (order.options.background, order.options.inputFidelity, order.options.quality) = ("auto", "high", "high")
        }
        if name == "edit_stream" { order.options.partialImages = 1 }
        let fields = OpenAIFields(order, model: "gpt-image-1.5", dialect: .openAI, leftOut: [])
        let ours = try OpenAIForm.body(
            fields, order.references.compactMap(\.picture), mask: order.mask, boundary: boundary)
        #expect(String(decoding: ours.bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
        #expect(ours.bytes == expected)
        #expect(ours.type == capture.fields["content-type"])
    }

    @Test func anEditGoesToItsOwnAddressAsAForm() throws {
        var order = PictureOrder(prompt: "x")
        order.references = [ReferenceImage(.picture(Self.dot(.jpeg)))]
        let request = try wire().request(order, leftOut: [])
        #expect(request.url == "http://host/v1/images/edits")
        #expect(request.fields["Content-Type"]?.hasPrefix("multipart/form-data; boundary=") == true)
        let text = String(decoding: body(request), as: UTF8.self)
        #expect(text.contains(#"name="image"; filename="image-1.jpg""#))
        #expect(text.contains("Content-Type: image/jpeg\r\n"))
    }

    @Test func aReferenceThatWasNotFetchedIsNeverDropped() {
        var order = PictureOrder(prompt: "x")
        order.references = [ReferenceImage(.url("https://example.invalid/a.png"))]
        #expect(throws: GenerationError.self) { try wire().request(order, leftOut: []) }
    }

    @Test(arguments: [
        (["quality"], ["background", "model", "partial_images", "prompt", "size", "stream"]),
        (["stream"], ["background", "model", "prompt", "quality", "size"]),
        (["partial_images"], ["background", "model", "prompt", "quality", "size"]),
        (["size"], ["background", "model", "partial_images", "prompt", "quality", "stream"]),
    ])
    func whatTheServiceDislikesIsLeftOut(_ leftOut: [String], _ names: [String]) throws {
        var order = PictureOrder(prompt: "x", size: PictureSize(width: 1024, height: 1024))
        (order.options.quality, order.options.background, order.options.partialImages) = ("low", "auto", 1)
        let sent = try SDKCapture.members(body(try wire().request(order, leftOut: Set(leftOut))))
        #expect(sent.keys.sorted() == names)
    }

    @Test func theModelOfTheOrderWins() throws {
        var order = PictureOrder(prompt: "x")
        order.model = "gpt-image-9"
        #expect(try SDKCapture.members(body(try wire().request(order, leftOut: [])))["model"] == "gpt-image-9")
    }

    // MARK: - xAI

    @Test func xAIIsAskedForARatioAndAResolution() throws {
        var order = PictureOrder(prompt: "x", size: PictureSize(width: 1920, height: 1080))
        order.options.quality = "low"
        order.options.background = "auto"
        let sent = try SDKCapture.members(body(try xai.request(order, leftOut: [])))
        #expect(
            sent == [
                "model": "grok-imagine-image-2.0", "prompt": "x", "aspect_ratio": "16:9", "resolution": "2k",
                "quality": "low",
            ])
    }

    @Test(arguments: [1, 2])
    func xAIsEditsAreJSON(_ count: Int) throws {
        var order = PictureOrder(prompt: "x")
        order.references = Array(repeating: ReferenceImage(.picture(Self.dot(.png))), count: count)
        let request = try xai.request(order, leftOut: [])
        #expect(request.url == "https://api.x.ai/v1/images/edits")
        let sent = try SDKCapture.members(body(request))
        let image: JSONValue = ["url": "data:image/png;base64,AQID"]
        #expect(sent[count == 1 ? "image" : "images"] == (count == 1 ? image : [image, image]))
        #expect(sent.count == 3)
    }

    @Test func aRelayOfXAIThatDislikesTheSizeIsAskedInXAIsWords() throws {
        var order = PictureOrder(prompt: "x", size: PictureSize(width: 1024, height: 1536))
        order.model = "grok-imagine-image-2.0"
        let sent = try SDKCapture.members(body(try wire().request(order, leftOut: ["size"])))
        #expect(sent["aspect_ratio"] == "2:3")
        #expect(sent["resolution"] == "1.5k")
        #expect(sent["size"] == nil)
    }

    @Test(arguments: [
        ("https://api.x.ai/v1", true), ("https://API.X.AI:443/v1", true), ("https://api.x.ai.example.com/v1", false),
        ("https://relay.example.com/api.x.ai/v1", false), ("", false),
    ])
    func xAIIsKnownByItsHost(_ url: String, _ isXAI: Bool) {
        #expect((OpenAIDialect(baseURL: url) == .xAI) == isXAI)
    }

    @Test(arguments: [
        ("https://relay.example.com", "https://relay.example.com/v1"), ("http://h:8080", "http://h:8080/v1"),
        ("https://relay.example.com/openai", "https://relay.example.com/openai"),
        ("https://api.openai.com/v1", "https://api.openai.com/v1"),
    ])
    func aHostAloneGetsTheVersion(_ given: String, _ used: String) {
        #expect(OpenAISettings(key: Secret("k"), baseURL: given).api?.baseURL == used)
    }

    @Test(arguments: [nil, "", " \n"])
    func withoutAKeyItIsNotConfigured(_ key: String?) {
        #expect(!OpenAISettings(key: key.map { Secret($0) }).isConfigured)
    }

    // MARK: - Parts

    private func wire() throws -> OpenAIWire {
        let api = try #require(BearerAPI(baseURL: "http://host/v1", key: Secret(" sk-test\n")))
        return OpenAIWire(api: api, dialect: .openAI, model: "gpt-image-1.5", limit: .seconds(1))
    }

    private var xai: OpenAIWire {
        get throws {
            let api = try #require(BearerAPI(baseURL: "https://api.x.ai/v1", key: Secret("k")))
            return OpenAIWire(api: api, dialect: .xAI, model: "grok-imagine-image-2.0", limit: .seconds(1))
        }
    }

    private func body(_ request: ClientRequest) -> [UInt8] {
        guard case .bytes(let bytes) = request.body else { return [] }
        return bytes
    }

    private static func dot(_ type: PictureType) -> Picture {
        Picture(bytes: [1, 2, 3], type: type, width: 1, height: 1)
    }

    /// The captured form with our file names and without the fields that we never send; its boundary and its files.
    private func form(_ capture: SDKCapture) throws -> ([UInt8], MultipartBoundary, [Picture]) {
        let type = try #require(capture.fields["content-type"].flatMap { MediaType($0) })
        let boundary = try #require(type.parameters["boundary"])
        // One character a byte, so that texts can be cut and no byte is lost.
        var text = String(String.UnicodeScalarView(capture.body.map { Unicode.Scalar($0) }))
        for name in ["n", "output_format"] {
            let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
            guard let start = text.firstRange(of: head) else { continue }
            let rest = text[start.upperBound...]
            let end = try #require(rest.firstRange(of: "--\(boundary)"))
            text.removeSubrange(start.lowerBound..<end.lowerBound)
        }
        var pictures: [Picture] = []
        for part in text.ranges(of: "\r\nContent-Type: image/") {
            let start = try #require(text[part.upperBound...].firstRange(of: "\r\n\r\n")?.upperBound)
            let end = try #require(text[start...].firstRange(of: "\r\n--\(boundary)")?.lowerBound)
            let type: PictureType = text[part.upperBound..<start].hasPrefix("jpeg") ? .jpeg : .png
            let bytes = text[start..<end].unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            pictures.append(Picture(bytes: bytes, type: type, width: 1, height: 1))
        }
        let second = String(String.UnicodeScalarView("图.png".utf8.map { Unicode.Scalar($0) }))
        let names = [
            ("a.png", "image-1.png"), (second, "image-2.png"), ("m.png", "mask.png"), ("ref.jpg", "image-1.jpg"),
        ]
        for (theirs, ours) in names {
            text = text.split(separator: "filename=\"\(theirs)\"", omittingEmptySubsequences: false).joined(
                separator: "filename=\"\(ours)\"")
        }
        let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        return (bytes, try #require(MultipartBoundary(boundary)), pictures)
    }
}
