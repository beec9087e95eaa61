import ImageWorkerCore
import Models
import ProviderKit
import Testing

@testable import JimengProvider

struct JimengRulesTests {
    private static let v40 = JimengModel(reqKey: "jimeng_t2i_v40")
    private static let v46 = JimengModel(reqKey: "jimeng_seedream46_cvtob")

    private func fault(_ order: PictureOrder, _ model: JimengModel = v40) -> GenerationError.Kind? {
        do throws(GenerationError) {
            try JimengRules.check(order, model)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test(arguments: [
        "1024x1024", "2048x2048", "4096x4096", "3024x1296", "1728x2304", "1024x3072", "1024x3073", "4096x1024",
        "15999x1000",
    ])
    func sizesOfThePageAreTaken(_ text: String) throws {
        let size: PictureSize = try #require(PictureSize(text))
        #expect(fault(PictureOrder(prompt: "x", size: size)) == nil)
        #expect(fault(PictureOrder(prompt: "x", size: size), Self.v46) == nil)
    }

    @Test(arguments: ["512x512", "1023x1024", "4097x4096", "16000x1000", "1000x16500"])
    func otherSizesAreRefusedBeforeAnyCall(_ text: String) throws {
        let size: PictureSize = try #require(PictureSize(text))
        #expect(fault(PictureOrder(prompt: "x", size: size)) == .invalid(field: "size"))
    }

    @Test func eightHundredCharactersArePermittedWithTheNamesOfReferencesAndNoMore() {
        var order = PictureOrder(prompt: String(repeating: "长", count: 800))
        #expect(fault(order) == nil)
        order.references = [ReferenceImage(name: "张三", .url("https://a.example/x.png"))]
        #expect(fault(order) == .invalid(field: "prompt"))
        #expect(fault(PictureOrder(prompt: String(repeating: "长", count: 801))) == .invalid(field: "prompt"))
    }

    @Test(arguments: [(v40, 10), (v46, 14)])
    func eachModelHasItsNumberOfReferences(_ model: JimengModel, _ most: Int) {
        var order = PictureOrder(prompt: "x")
        order.references = (0..<most).map { ReferenceImage(.url("https://a.example/\($0)")) }
        #expect(fault(order, model) == nil)
        order.references.append(ReferenceImage(.url("https://a.example/last")))
        #expect(fault(order, model) == .invalid(field: "referenceImages"))
    }

    @Test(arguments: [
        (4096, 1366, PictureType.png, true), (4096, 1365, .png, false), (4097, 2000, .jpeg, false),
        (512, 512, .webp, false), (512, 512, .jpeg, true),
    ])
    func referencesAreHeldToThePage(_ width: Int, _ height: Int, _ type: PictureType, _ isTaken: Bool) {
        var order = PictureOrder(prompt: "x")
        let picture = Picture(bytes: [1], type: type, width: width, height: height)
        order.references = [ReferenceImage(.picture(picture), publicURL: "https://a.example/x")]
        #expect((fault(order) == nil) == isTaken)
    }

    @Test func bytesWithoutAnAddressAreRefusedSayingWhatToDo() {
        var order = PictureOrder(prompt: "x")
        order.references = [ReferenceImage(.picture(Picture(bytes: [1], type: .png, width: 9, height: 9)))]
        let error = #expect(throws: GenerationError.self) { try JimengRules.check(order, Self.v40) }
        #expect(error?.text?.english.contains("PUBLIC_URL") == true)
    }

    @Test(arguments: [(v40, 0.5, true), (v40, 1.5, false), (v46, 50, true), (v46, 0.5, false), (v46, 50.5, false)])
    func theScaleIsOfTheModel(_ model: JimengModel, _ scale: Double, _ isTaken: Bool) {
        var order = PictureOrder(prompt: "x")
        order.options.guidanceScale = scale
        #expect((fault(order, model) == nil) == isTaken)
    }

    @Test func aModelOfAnotherServiceIsNone() {
        var order = PictureOrder(prompt: "x")
        order.model = "gpt-image-1"
        #expect(fault(order, JimengModel(reqKey: "gpt-image-1")) == .invalid(field: "model"))
    }
}
