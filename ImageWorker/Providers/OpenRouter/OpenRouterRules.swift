import ImageWorkerCore
import Models

/// What is refused before any call.
enum OpenRouterRules {
    /// A size is met as near as the API can say it; one that it cannot say is refused.
    static func check(_ order: PictureOrder) throws(GenerationError) {
        guard let size = order.size, OpenRouterSize(size) == nil else { return }
        let ratios = OpenRouterSize.ratios.map(\.name).joined(separator: " ")
        throw .invalid(
            "size",
            LocalizedText(
                zh: "openrouter无法表达图片尺寸\(size)：宽高比须接近\(ratios)之一，且不超过4K",
                en: "openrouter has no words for size \(size): the ratio must be near one of \(ratios), at most 4K"))
    }
}
