import GatewayCore
import Testing

struct PictureModelsTests {
    private let all = PictureModels([
        .init(provider: "jimeng", model: "jimeng_t2i_v40"), .init(provider: "openai", model: "gpt-image-1.5"),
        .init(provider: "sketch", model: nil),
    ])
    private let offline = PictureModels([.init(provider: "sketch", model: nil)])

    @Test(
        arguments: [
            (nil, nil, nil), ("jimeng", "jimeng", nil), ("jimeng/other", "jimeng", "other"),
            ("jimeng_t2i_v40", "jimeng", nil), ("gpt-image-1.5", "openai", nil),
            ("gpt-image-2", "openai", "gpt-image-2"),
            ("dall-e-3", "openai", "dall-e-3"), ("openai/a/b", "openai", "a/b"),
        ] as [(String?, String?, String?)])
    func aNameIsAProviderOrOneOfItsModels(_ name: String?, _ provider: String?, _ model: String?) throws {
        #expect(try all.choice(for: name) == .init(provider: provider, model: model))
    }

    @Test(arguments: ["gpt-image-1.5", "chatgpt-image-latest"])
    func withoutOpenAIItsModelsLeaveTheChoiceToTheWorker(_ name: String) throws {
        let choice = try offline.choice(for: name)
        #expect(choice == .init(missing: name))
        #expect(choice.warnings(.english).first?.contains(name) == true)
    }

    @Test(arguments: ["nope", "ark/x", "", "/", "gpt-4"])
    func anyOtherNameIsRefused(_ name: String) {
        #expect(throws: GatewayError.self) { try offline.choice(for: name) }
    }

    @Test func eachIsListedByItsNameAndWithItsModel() {
        #expect(
            all.names.map(\.name) == ["jimeng", "jimeng/jimeng_t2i_v40", "openai", "openai/gpt-image-1.5", "sketch"])
    }
}
