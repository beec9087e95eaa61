import ImageWorkerCore
import ProviderKit
import Testing

struct ReferenceBindingTests {
    @Test(arguments: [
        ([nil, nil], "图1的人走进图2", "图1的人走进图2"),
        (["张三", nil, "李四"], "张三和李四喝茶", "图1是张三，图3是李四。张三和李四喝茶"),
        (["Zhang San", "Li Si"], "They drink tea", "Image 1 is Zhang San. Image 2 is Li Si. They drink tea"),
        (["张三"], "@张三走进茶馆", "图1走进茶馆"),
        (["张三"], "@张三走进茶馆，张三坐下", "图1是张三。图1走进茶馆，张三坐下"),
        (["张三", "张三丰"], "@张三丰教@张三打拳", "图2教图1打拳"),
        (["张三"], "图1是张三，张三在跑", "图1是张三，张三在跑"),
        (["张三"], "图片 1 里的人在跑", "图片 1 里的人在跑"),
        (["张三"], "图12里的人在跑", "图1是张三。图12里的人在跑"),
        (["Ann"], "@Ann meets @Anna", "Image 1 meets @Anna"),
        (["Ann"], "the woman of IMAGE 1 smiles", "the woman of IMAGE 1 smiles"),
        (["张三"], "a man on a hill", "图1是张三。a man on a hill"),
    ])
    func namesAreBoundOnce(_ names: [String?], _ prompt: String, _ expected: String) {
        let references = names.map { ReferenceImage(name: $0, .url("https://a.example/x.png")) }
        #expect(ReferenceBinding(references).bound(prompt) == expected)
    }

    @Test func whoCanBeToldTheNamesItselfGetsThePromptAsItIs() {
        var order = PictureOrder(prompt: "张三在山上")
        order.references = [ReferenceImage(name: "张三", .url("https://a.example/x.png"))]
        #expect(order.boundPrompt(for: ReferenceRule(most: 1, form: .bytes, isAnonymous: false)) == "张三在山上")
        #expect(order.boundPrompt(for: ReferenceRule(most: 1, form: .bytes)) == "图1是张三。张三在山上")
    }
}
