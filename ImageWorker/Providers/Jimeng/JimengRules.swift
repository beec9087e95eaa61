import ImageWorkerCore
import Models
import ProviderKit

/// What a model takes, checked before any call.
enum JimengRules {
    /// Characters of a prompt, the references' names included.
    static let longestPrompt = 800
    /// Pixels of the whole picture, 1024² to 4096².
    static let area = 1_048_576...16_777_216
    /// The longer side over the shorter, by default.
    static let usualRatio = 3.0
    /// What `min_ratio` and `max_ratio` may allow; whether 16 itself is taken is nowhere said.
    static let steepestRatio = 16.0

    static func check(_ order: PictureOrder, _ model: JimengModel) throws(GenerationError) {
        guard model.isNameable || order.model == nil else {
            throw .invalid(
                "model",
                LocalizedText(
                    zh: "即梦没有模型\(model.reqKey)（形如jimeng_t2i_v40）",
                    en: "Jimeng has no model \(model.reqKey) (they look like jimeng_t2i_v40)"))
        }
        try model.references.check(order, for: .jimeng)
        try checkPrompt(order.boundPrompt(for: model.references).unicodeScalars.count)
        if let size = order.size { try check(size) }
        if let scale = order.options.guidanceScale { try check(scale, model) }
    }

    private static func checkPrompt(_ length: Int) throws(GenerationError) {
        guard length <= longestPrompt else {
            throw .invalid(
                "prompt",
                LocalizedText(
                    zh: "提示词超过\(longestPrompt)个字符（\(length)）",
                    en: "The prompt is longer than \(longestPrompt) characters (\(length))"))
        }
    }

    private static func check(_ size: PictureSize) throws(GenerationError) {
        guard area.contains(size.width * size.height) else {
            throw .invalid(
                "size",
                LocalizedText(
                    zh: "图片尺寸\(size)超出范围：总像素须在1024x1024与4096x4096之间",
                    en: "Size \(size) is out of range: 1024x1024 to 4096x4096 pixels in all"))
        }
        guard Double(max(size.width, size.height)) < steepestRatio * Double(min(size.width, size.height)) else {
            throw .invalid(
                "size",
                LocalizedText(
                    zh: "图片尺寸\(size)的宽高比须小于16:1", en: "Size \(size) must have a ratio below 16:1"))
        }
    }

    private static func check(_ scale: Double, _ model: JimengModel) throws(GenerationError) {
        guard model.scale.contains(scale), !model.hasWholeScale || scale == scale.rounded() else {
            let (low, high) = (Int(model.scale.lowerBound), Int(model.scale.upperBound))
            let whole = model.hasWholeScale
            throw .invalid(
                "guidanceScale",
                LocalizedText(
                    zh: "\(model.reqKey)的guidanceScale须为\(low)到\(high)之间的\(whole ? "整数" : "数")",
                    en:
                        "guidanceScale of \(model.reqKey) must be a \(whole ? "whole " : "")number from \(low) to \(high)"
                ))
        }
    }
}
