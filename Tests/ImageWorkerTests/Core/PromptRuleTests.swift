import ImageWorkerCore
import Testing

struct PromptRuleTests {
    @Test(
        arguments: [
            ("own", "frame", "jimeng", "frame"), ("own", " ", "jimeng", "jimeng"), ("own", nil, "jimeng", "jimeng"),
            ("own", nil, "\n", "own"), (nil, nil, "jimeng", "jimeng"),
        ] as [(String?, String?, String?, String)])
    func theFramesOwnPromptWins(_ prompt: String?, _ frame: String?, _ jimeng: String?, _ drawn: String) throws {
        let rule = PromptRule()
        #expect(try rule.resolve(prompt: prompt, framePrompt: frame, frameJimengPrompt: jimeng) == drawn)
    }

    @Test func withoutAnyItIsRefused() throws {
        let error = #expect(throws: GenerationError.self) {
            try PromptRule().resolve(prompt: " ", framePrompt: nil, frameJimengPrompt: "\t")
        }
        #expect(error?.kind == .invalid(field: "prompt"))
        #expect(error?.text?.chinese == "缺少必要参数: prompt")
    }

    @Test func theSuffixIsAddedOnce() {
        let rule = PromptRule(suffix: "masterpiece")
        #expect(rule.complete("a hill", style: nil) == "a hill, masterpiece")
        #expect(rule.complete("a hill, masterpiece", style: nil) == "a hill, masterpiece")
        #expect(rule.complete("a hill", style: "ink") == "a hill, ink, masterpiece")
        #expect(PromptRule(suffix: "，水墨").complete("山", style: nil) == "山，水墨")
        #expect(PromptRule(suffix: "  ").complete("山", style: "") == "山")
    }

    @Test(arguments: [
        ("1024x768", 1024, 768), ("2048X2048", 2048, 2048), ("16×9", 16, 9), ("3*4", 3, 4),
    ])
    func sizesAreRead(_ text: String, _ width: Int, _ height: Int) {
        #expect(PictureSize(text) == PictureSize(width: width, height: height))
    }

    @Test(arguments: ["", "1024", "x", "1024x", "0x10", "-1x5", "1e3x5", "70000x1", "1x2x3", " 1x2", "1 x2", "１x２"])
    func otherSizesAreNone(_ text: String) {
        #expect(PictureSize(text) == nil)
    }
}
