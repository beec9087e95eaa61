import ImageWorkerCore
import Testing

@testable import JimengProvider

struct JimengRulesTests {
    @Test(arguments: ["1024x1024", "2048x2048", "4096x4096", "3024x1296", "1728x2304", "1024x3072"])
    func sizesOfThePageAreTaken(_ text: String) throws {
        let size: PictureSize = try #require(PictureSize(text))
        let order = PictureOrder(prompt: "x", size: size)
        #expect(throws: Never.self) { try JimengRules.check(order) }
    }

    @Test(arguments: ["512x512", "1023x1024", "4097x4096", "1024x3073", "16000x1000"])
    func otherSizesAreRefusedBeforeAnyCall(_ text: String) throws {
        let size: PictureSize = try #require(PictureSize(text))
        let order = PictureOrder(prompt: "x", size: size)
        let error = #expect(throws: GenerationError.self) { try JimengRules.check(order) }
        #expect(error?.kind == .invalid(field: "size"))
    }

    @Test func eightHundredCharactersArePermittedAndNoMore() {
        #expect(throws: Never.self) {
            try JimengRules.check(PictureOrder(prompt: String(repeating: "长", count: 800)))
        }
        let error = #expect(throws: GenerationError.self) {
            try JimengRules.check(PictureOrder(prompt: String(repeating: "长", count: 801)))
        }
        #expect(error?.kind == .invalid(field: "prompt"))
    }
}
