import ImageWorkerCore
import Models

/// What `jimeng_t2i_v40` takes, checked before any call.
enum JimengRules {
    /// Characters of a prompt.
    static let longestPrompt = 800
    /// Pixels of the whole picture, 1024² to 4096².
    static let area = 1_048_576...16_777_216
    /// The longer side over the shorter.
    static let steepestRatio = 3

    static func check(_ order: PictureOrder) throws(GenerationError) {
        let length = order.fullPrompt.unicodeScalars.count
        guard length <= longestPrompt else {
            throw .invalid(
                "prompt",
                LocalizedText(
                    zh: "提示词超过\(longestPrompt)个字符（\(length)）",
                    en: "The prompt is longer than \(longestPrompt) characters (\(length))"))
        }
        if let size = order.size { try check(size) }
    }

    private static func check(_ size: PictureSize) throws(GenerationError) {
        guard area.contains(size.width * size.height) else {
            throw .invalid(
                "size",
                LocalizedText(
                    zh: "图片尺寸\(size)超出范围：总像素须在1024x1024与4096x4096之间",
                    en: "Size \(size) is out of range: 1024x1024 to 4096x4096 pixels in all"))
        }
        guard max(size.width, size.height) <= steepestRatio * min(size.width, size.height) else {
            throw .invalid(
                "size",
                LocalizedText(
                    zh: "图片尺寸\(size)的宽高比须在1:3与3:1之间", en: "Size \(size) must have a ratio from 1:3 to 3:1"))
        }
    }
}
