import HTTPClient
import ImageWorkerCore
import JSON
import ProviderKit
import Settings
import TestSupport
import Testing

@testable import ArkProvider

/// Our requests to Ark beside those of the official client, and what its models take.
struct ArkRequestTests {
    @Test func theRequestIsTheClientsButForTheMarkThatNobodyWants() throws {
        let capture = try SDKCapture("images_minimal", of: "ark")
        let request = try wire("doubao-seedream-3-0-t2i-250415").request(PictureOrder(prompt: "雨夜古镇"))
        #expect(request.url == "http://host" + capture.target)
        for name in ["authorization", "content-type"] { #expect(request.fields[name] == capture.fields[name]) }
        var expected = try capture.members()
        expected["model"] = "doubao-seedream-3-0-t2i-250415"
        expected["watermark"] = false
        expected["response_format"] = "url"
        #expect(try SDKCapture.members(body(request)) == expected)
        #expect(request.sendOnce)
    }

    @Test func aGroupIsNeverOrdered() throws {
        let capture = try SDKCapture("images_full", of: "ark")
        var order = PictureOrder(prompt: "把图1的人放进图2", size: PictureSize(width: 2048, height: 2048), seed: 7)
        order.references = [Self.dot(.png), Self.dot(.jpeg)].map { ReferenceImage(.picture($0)) }
        order.options.guidanceScale = 2.5
        let sent = try SDKCapture.members(body(try wire("doubao-seedream-4-0-250828").request(order)))
        #expect(sent["sequential_image_generation"] == "disabled")
        #expect(sent["image"] == ["data:image/png;base64,AQID", "data:image/jpeg;base64,AQID"])
        #expect(sent["size"] == "2048x2048")
        // These are documented for 3.0 only.
        #expect(sent["seed"] == nil && sent["guidance_scale"] == nil)
        for name in ["model", "prompt", "watermark"] { #expect(try sent[name] == capture.members()[name]) }
    }

    @Test func oneReferenceIsATextAndAnOldModelHasItsSeed() throws {
        var order = PictureOrder(prompt: "x", seed: 7)
        order.references = [ReferenceImage(.picture(Self.dot(.webp)))]
        order.model = "doubao-seedream-3-0-t2i-250415"
        order.options.guidanceScale = 2.5
        let sent = try SDKCapture.members(body(try wire("ep-1").request(order)))
        #expect(sent["image"] == "data:image/webp;base64,AQID")
        #expect(sent["seed"] == 7)
        #expect(sent["guidance_scale"] == 2.5)
        #expect(sent["model"] == "doubao-seedream-3-0-t2i-250415")
    }

    @Test func aReferenceThatWasNotFetchedIsNeverDropped() {
        var order = PictureOrder(prompt: "x")
        order.references = [ReferenceImage(.url("https://example.invalid/a.png"))]
        #expect(throws: GenerationError.self) { try wire("m").request(order) }
    }

    @Test(arguments: [
        ("doubao-seedream-5-0-pro-260628", "1024x1024", true), ("doubao-seedream-5-0-pro-260628", "960x960", true),
        ("doubao-seedream-5-0-pro-260628", "959x960", false), ("doubao-seedream-5-0-pro-260628", "2160x2160", false),
        ("doubao-seedream-5-0-lite-260128", "1024x1024", false), ("doubao-seedream-5-0-260128", "1920x1920", true),
        ("doubao-seedream-5-0-lite-260128", "1920x1920", true), ("ep-20261120-abcde", "512x512", true),
        ("doubao-seedream-4-0-250828", "4096x4096", true), ("ep-1", "16000x1000", true),
        ("ep-1", "16001x1000", false),
    ])
    func sizesAreHeldAgainstTheModel(_ model: String, _ text: String, _ isTaken: Bool) throws {
        let size: PictureSize = try #require(PictureSize(text))
        expect(PictureOrder(prompt: "x", size: size), model, field: isTaken ? nil : "size")
    }

    @Test(arguments: [
        ("doubao-seedream-5-0-pro-260628", 10, 10), ("doubao-seedream-5-0-lite-260128", 14, 14),
        ("doubao-seedream-3-0-t2i-250415", 0, 0),
    ])
    func referencesAreCounted(_ model: String, _ most: Int, _ rule: Int) {
        #expect(ArkRules(model: SeedreamModel(model)).references.most == rule)
        let reference = ReferenceImage(.picture(Picture(bytes: [1], type: .png, width: 100, height: 100)))
        var order = PictureOrder(prompt: "x")
        order.references = Array(repeating: reference, count: most)
        expect(order, model, field: nil)
        order.references.append(reference)
        expect(order, model, field: "referenceImages")
    }

    @Test(arguments: [(14, 100, false), (15, 100, true), (6000, 6000, true), (6001, 6000, false)])
    func pixelsOfAReferenceAreCounted(_ width: Int, _ height: Int, _ isTaken: Bool) {
        var order = PictureOrder(prompt: "x")
        let picture = Picture(bytes: [1], type: .png, width: width, height: height)
        order.references = [ReferenceImage(.picture(picture))]
        expect(order, "ep-1", field: isTaken ? nil : "referenceImages[0]")
    }

    private func expect(_ order: PictureOrder, _ model: String, field: String?) {
        do throws(GenerationError) {
            try ArkRules(model: SeedreamModel(model)).check(order)
            #expect(field == nil)
        } catch {
            #expect(field.map { .invalid(field: $0) } == error.kind)
        }
    }

    private func wire(_ model: String) throws -> ArkWire {
        let api = try #require(BearerAPI(baseURL: "http://host/api/v3", key: Secret("ark-test-key")))
        return ArkWire(api: api, model: model, limit: .seconds(1))
    }

    private func body(_ request: ClientRequest) -> [UInt8] {
        guard case .bytes(let bytes) = request.body else { return [] }
        return bytes
    }

    private static func dot(_ type: PictureType) -> Picture {
        Picture(bytes: [1, 2, 3], type: type, width: 1, height: 1)
    }
}
