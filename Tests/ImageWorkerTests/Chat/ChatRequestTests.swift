import HTTPClient
import ImageWorkerCore
import JSON
import ProviderKit
import Settings
import TestSupport
import Testing

@testable import OpenAIChatProvider
@testable import OpenRouterProvider

/// The requests as they leave.
struct ChatRequestTests {
    private func openRouter(
        _ order: PictureOrder, model: String = "openai/gpt-5-image-mini", without leftOut: Set<String> = []
    ) throws -> (request: ClientRequest, body: JSONValue) {
        let settings = OpenRouterSettings(key: Secret("sk-or-1"), model: model)
        let api = try #require(settings.api)
        return try read(OpenRouterWire(settings, api).request(order, without: leftOut))
    }

    private func openAIChat(_ order: PictureOrder) throws -> (request: ClientRequest, body: JSONValue) {
        let settings = OpenAIChatSettings(key: Secret("sk-1"), baseURL: "https://relay.invalid", model: "m")
        let server = try #require(settings.server)
        let wire = OpenAIChatWire(server, limit: settings.limit)
        return try read(wire.request(order, without: []))
    }

    private func read(_ request: ClientRequest) throws -> (request: ClientRequest, body: JSONValue) {
        guard case .bytes(let bytes) = request.body else { throw NeverHappened(what: "a body of bytes") }
        return (request, try JSONValue.parse(bytes))
    }

    @Test func openRouterIsAskedAsTheContractSays() throws {
        let (request, body) = try openRouter(PictureOrder(prompt: "狐狸 \"x\"\n"))
        #expect(request.url == "https://openrouter.ai/api/v1/chat/completions")
        #expect(request.fields["Authorization"] == "Bearer sk-or-1")
        #expect(request.deadline == .seconds(120))
        #expect(request.sendOnce)
        #expect(
            body == [
                "model": "openai/gpt-5-image-mini", "max_tokens": 4000, "modalities": ["image", "text"],
                "stream": true, "usage": ["include": true],
                "messages": [["role": "user", "content": "Generate an image: 狐狸 \"x\"\n"]],
            ])
    }

    @Test func modelsThatOnlyDrawAreNotAskedForText() throws {
        let body = try openRouter(PictureOrder(prompt: "a"), model: "black-forest-labs/flux.2-pro").body
        #expect(body["modalities"] == ["image"])
    }

    @Test func theOrdersModelSeedAndSizeAreSent() throws {
        var order = PictureOrder(prompt: "a", size: PictureSize(width: 2560, height: 1440), seed: 7)
        order.model = "google/gemini-3.1-flash-image"
        let body = try openRouter(order).body
        #expect(body["model"] == "google/gemini-3.1-flash-image")
        #expect(body["image_config"] == ["aspect_ratio": "16:9", "image_size": "2K"])
        #expect(body["seed"] == 7)
        let less = try openRouter(order, without: ["image_config"]).body
        #expect(less["image_config"] == nil)
        #expect(less["seed"] == 7)
    }

    @Test func referencesMakeAListOfParts() throws {
        let bytes = ScriptedPicture.png(bytes: 300)
        var order = PictureOrder(prompt: "a")
        let picture = try #require(PictureHeader.read(bytes))
        order.references = [ReferenceImage(.picture(picture))]
        let content = try openRouter(order).body["messages"]?[0]?["content"]
        #expect(content?[0] == ["type": "text", "text": "Generate an image: a"])
        let url = "data:image/png;base64," + Base64.string(bytes)
        #expect(content?[1] == ["type": "image_url", "image_url": ["url": .string(url)]])
        #expect(content?.array?.count == 2)
    }

    @Test func otherServersGetPartsAndTheSizeInWords() throws {
        let (request, body) = try openAIChat(PictureOrder(prompt: "a", size: PictureSize(width: 1536, height: 1024)))
        #expect(request.url == "https://relay.invalid/v1/chat/completions")
        let text: JSONValue = ["type": "text", "text": "Generate an image: a\nSize: 1536x1024 pixels."]
        #expect(body == ["model": "m", "stream": true, "messages": [["role": "user", "content": [text]]]])
    }

    @Test(arguments: [
        ("1024x1024", "1:1", nil), ("1536x1024", "3:2", nil), ("1024x1536", "2:3", nil), ("1280x720", "16:9", nil),
        ("1920x1080", "16:9", nil), ("2048x2048", "1:1", "2K"), ("4096x4096", "1:1", "4K"), ("1000x1040", "1:1", nil),
        ("720x1280", "9:16", nil), ("2520x1080", "21:9", "2K"),
    ])
    func aSizeIsSaidAsNearAsCanBe(_ size: String, _ ratio: String, _ imageSize: String?) throws {
        let asked = try #require(PictureSize(size))
        let said = try #require(OpenRouterSize(asked))
        #expect(said.ratio == ratio)
        #expect(said.imageSize == imageSize)
    }

    @Test(arguments: ["3000x1000", "1000x3000", "8192x8192", "65535x1"])
    func aSizeThatCannotBeSaidIsRefusedBeforeAnyCall(_ size: String) throws {
        let order = PictureOrder(prompt: "a", size: PictureSize(size))
        let error = #expect(throws: GenerationError.self) { try OpenRouterRules.check(order) }
        #expect(error?.kind == .invalid(field: "size"))
    }

    @Test(arguments: [
        ("https://a.invalid", "https://a.invalid/v1"), ("https://a.invalid/", "https://a.invalid/v1"),
        ("https://a.invalid/v1", "https://a.invalid/v1"), ("https://a.invalid/v1/", "https://a.invalid/v1"),
        ("https://a.invalid/api", "https://a.invalid/api/v1"), ("https://a.invalid/p/v4", "https://a.invalid/p/v4"),
        ("https://a.invalid/chat/completions", "https://a.invalid"),
        ("https://a.invalid/x/v1/chat/completions/", "https://a.invalid/x/v1"),
        ("http://v1.invalid", "http://v1.invalid/v1"),
    ])
    func aBaseURLIsTakenAsPeopleWriteIt(_ text: String, _ base: String) {
        #expect(ChatAddress.base(of: text) == base)
    }

    @Test func withoutASettingNothingIsConfigured() {
        #expect(!OpenRouterSettings(key: nil).isConfigured)
        #expect(!OpenRouterSettings(key: Secret(" ")).isConfigured)
        #expect(!OpenAIChatSettings(key: Secret("k"), baseURL: nil, model: "m").isConfigured)
        #expect(!OpenAIChatSettings(key: Secret("k"), baseURL: "https://a.invalid", model: nil).isConfigured)
        #expect(!OpenAIChatSettings(key: nil, baseURL: "https://a.invalid", model: "m").isConfigured)
    }
}
