import ImageWorkerCore
import Models

/// What a Seedream model takes, checked before any call.
struct ArkRules: Sendable {
    let model: SeedreamModel

    /// At most 30 MB and 1:16 to 16:1 (providers' page, section 2.2).
    var references: ReferenceRule {
        ReferenceRule(
            most: model.mostReferences, form: .bytes, largestBytes: 30_000_000, types: [.png, .jpeg, .webp, .gif],
            steepestRatio: 16)
    }

    func check(_ order: PictureOrder) throws(GenerationError) {
        if let size = order.size { try check(size) }
        try checkReferences(order.references)
    }

    private func check(_ size: PictureSize) throws(GenerationError) {
        if let area = model.area, !area.contains(size.width * size.height) {
            let limits = area.upperBound == .max ? "≥ \(area.lowerBound)" : "\(area.lowerBound)–\(area.upperBound)"
            throw .invalid(
                "size",
                LocalizedText(
                    zh: "该模型的图片总像素须为\(limits)，\(size)不在其内",
                    en: "This model's pictures have \(limits) pixels in all, \(size) has others"))
        }
        guard max(size.width, size.height) <= 16 * min(size.width, size.height) else {
            throw .invalid(
                "size",
                LocalizedText(
                    zh: "图片尺寸\(size)的宽高比须在1:16与16:1之间", en: "Size \(size) must have a ratio from 1:16 to 16:1"))
        }
    }

    /// What the rule for all providers does not know: the model of the order, and pixels in all.
    private func checkReferences(_ references: [ReferenceImage]) throws(GenerationError) {
        let most = model.mostReferences
        guard references.count <= most else {
            throw .invalid(
                "referenceImages",
                LocalizedText(
                    zh: "该模型最多支持\(most)张参考图，收到\(references.count)张",
                    en: "This model takes at most \(most) reference images, not \(references.count)"))
        }
        for (index, picture) in references.enumerated().compactMap({ at, one in one.picture.map { (at, $0) } }) {
            guard picture.width * picture.height <= 36_000_000, min(picture.width, picture.height) > 14 else {
                throw .invalid(
                    "referenceImages[\(index)]",
                    LocalizedText(
                        zh: "第\(index + 1)张参考图须超过14像素，且总像素不超过3600万",
                        en: "Reference image \(index + 1) must have sides over 14 pixels and 36 million in all"))
            }
        }
    }
}
