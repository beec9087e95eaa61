import ImageWorkerCore
import Testing

@testable import OpenAIProvider

/// What models of the images API take, before any call.
struct OpenAIRulesTests {
    @Test(arguments: [
        ("gpt-image-1.5", "1536x1024", true), ("gpt-image-1.5", "1792x1024", false),
        ("gpt-image-1-mini", "1024x1024", true), ("chatgpt-image-latest", "1280x720", false),
        ("gpt-image-2", "1280x720", true), ("gpt-image-2-2026-04-21", "1280x720", true),
        ("gpt-image-2.6-flare", "3840x2160", true), ("gpt-image-2", "2160x3840", true),
        ("gpt-image-2", "3840x2176", false), ("gpt-image-2", "3856x1600", false), ("gpt-image-2", "1024x1000", false),
        ("gpt-image-2", "1024x3072", true), ("gpt-image-2", "1024x3088", false),
        ("openai/gpt-image-2", "100x100", false),
        ("dall-e-3", "1792x1024", true), ("dall-e-3", "512x512", false), ("dall-e-2", "512x512", true),
        ("grok-imagine-image-2.0", "999x1001", true), ("some-relays-own", "1x65535", true),
    ])
    func sizesAreHeldAgainstTheModel(_ model: String, _ text: String, _ isTaken: Bool) throws {
        let size: PictureSize = try #require(PictureSize(text))
        expect(PictureOrder(prompt: "x", size: size), model, field: isTaken ? nil : "size")
    }

    @Test(arguments: [("dall-e-2", 1000), ("dall-e-3", 4000), ("gpt-image-1.5", 32_000), ("gpt-image-2", 32_000)])
    func promptsAreHeldAgainstTheModel(_ model: String, _ longest: Int) {
        expect(PictureOrder(prompt: String(repeating: "长", count: longest)), model, field: nil)
        expect(PictureOrder(prompt: String(repeating: "长", count: longest + 1)), model, field: "prompt")
    }

    @Test(arguments: [("gpt-image-2", 16), ("gpt-image-1.5", 16), ("dall-e-2", 1), ("dall-e-3", 0), ("other", 16)])
    func referencesAreHeldAgainstTheModel(_ model: String, _ most: Int) {
        var order = PictureOrder(prompt: "x")
        order.references = Array(repeating: ReferenceImage(.picture(picture(.png))), count: most)
        expect(order, model, field: nil)
        order.references.append(ReferenceImage(.picture(picture(.png))))
        expect(order, model, field: "referenceImages")
        #expect(OpenAIRules(model: OpenAIModel(model), dialect: .openAI).references.most == most)
    }

    @Test func aMaskIsASmallPNG() {
        var order = PictureOrder(prompt: "x")
        order.references = [ReferenceImage(.picture(picture(.png)))]
        for (mask, isTaken) in [
            (picture(.png), true), (picture(.jpeg), false), (picture(.png, bytes: 4_000_000), false),
        ] {
            order.mask = mask
            expect(order, "gpt-image-2", field: isTaken ? nil : "mask")
        }
    }

    @Test(arguments: [
        ("1024x1024", "1:1", "1k"), ("1920x1080", "16:9", "2k"), ("1080x1920", "9:16", "2k"),
        ("1536x1024", "3:2", "1.5k"), ("1000x999", "1:1", "1k"), ("4000x1000", "2:1", "2k"), ("10x40", "1:2", "1k"),
        ("1152x864", "4:3", "1.5k"),
    ])
    func xAIGetsTheNearestRatio(_ text: String, _ ratio: String, _ resolution: String) throws {
        let size: PictureSize = try #require(PictureSize(text))
        #expect(OpenAIDialect.ratio(of: size) == ratio)
        #expect(OpenAIDialect.resolution(of: size) == resolution)
        let rules = OpenAIRules(model: OpenAIModel("gpt-image-1"), dialect: .xAI)
        #expect(throws: Never.self) { try rules.check(PictureOrder(prompt: "x", size: size)) }
    }

    @Test func xAITakesNoMaskAndFewReferences() {
        let rule = OpenAIRules(model: .unknown, dialect: .xAI).references
        #expect(rule.most == 3)
        #expect(!rule.takesMask)
    }

    private func expect(_ order: PictureOrder, _ model: String, field: String?) {
        do throws(GenerationError) {
            try OpenAIRules(model: OpenAIModel(model), dialect: .openAI).check(order)
            #expect(field == nil)
        } catch {
            #expect(field.map { .invalid(field: $0) } == error.kind)
        }
    }

    private func picture(_ type: PictureType, bytes: Int = 3) -> Picture {
        Picture(bytes: Array(repeating: 1, count: bytes), type: type, width: 100, height: 100)
    }
}
