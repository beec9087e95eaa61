import ImageWorkerCore
import Models

/// What the images API takes, checked before any call.
struct OpenAIRules: Sendable {
    let model: OpenAIModel
    let dialect: OpenAIDialect

    /// Of references: at most 16, each under 50 MB (providers' page, section 4.3).
    var references: ReferenceRule {
        ReferenceRule(
            most: dialect == .xAI ? OpenAIModel.grok.mostReferences : model.mostReferences, form: .bytes,
            largestBytes: 50_000_000, types: [.png, .jpeg, .webp], takesMask: dialect == .openAI)
    }

    /// The wishes that have an effect.
    var options: Set<PictureOptions.Name> {
        switch dialect {
        case .openAI: [.quality, .background, .moderation, .inputFidelity, .partialImages]
        case .xAI: [.quality]
        }
    }

    /// Those of them that only a new picture, and only an edit takes (providers' page, sections 4.2 and 4.3).
    static let optionsWithoutReferences: Set<PictureOptions.Name> = [.moderation]
    static let optionsOfReferences: Set<PictureOptions.Name> = [.inputFidelity]

    func check(_ order: PictureOrder) throws(GenerationError) {
        try checkPrompt(order.boundPrompt(for: references))
        if let size = order.size, dialect == .openAI { try check(size) }
        try checkReferences(order)
    }

    private func checkPrompt(_ prompt: String) throws(GenerationError) {
        guard let longest = model.longestPrompt else { return }
        let length = prompt.unicodeScalars.count
        guard length <= longest else {
            throw .invalid(
                "prompt",
                LocalizedText(
                    zh: "提示词超过\(longest)个字符（\(length)）",
                    en: "The prompt is longer than \(longest) characters (\(length))"))
        }
    }

    private func check(_ size: PictureSize) throws(GenerationError) {
        if let sizes = model.sizes, !sizes.contains(size) {
            let list = sizes.map(\.description).joined(separator: ", ")
            throw .invalid(
                "size",
                LocalizedText(zh: "该模型只支持这些尺寸: \(list)", en: "This model has these sizes only: \(list)"))
        }
        guard model != .gptImage2 || Self.isFree(size) else {
            throw .invalid(
                "size",
                LocalizedText(
                    zh: "尺寸\(size)不可用：每边须为16的倍数，宽高比在1:3与3:1之间，不超过3840x2160",
                    en: "Size \(size) is not possible: sides are multiples of 16, the ratio is from 1:3 to 3:1, "
                        + "3840x2160 at most"))
        }
    }

    /// Sides of a multiple of 16, a ratio of 1:3 to 3:1, 3840×2160 at most in either direction.
    private static func isFree(_ size: PictureSize) -> Bool {
        let (short, long) = (min(size.width, size.height), max(size.width, size.height))
        return short % 16 == 0 && long % 16 == 0 && long <= 3 * short && long <= 3840 && short * long <= 3840 * 2160
    }

    /// Held against the model of the order, which may take fewer than the one of the settings; the rest of the rule is
    /// looked after where all providers' are.
    private func checkReferences(_ order: PictureOrder) throws(GenerationError) {
        let most = references.most
        guard order.references.count <= most else {
            throw .invalid(
                "referenceImages",
                LocalizedText(
                    zh: "该模型最多支持\(most)张参考图，收到\(order.references.count)张",
                    en: "This model takes at most \(most) reference images, not \(order.references.count)"))
        }
        // Providers' page, section 4.3.
        if let mask = order.mask, mask.type != .png || mask.bytes.count >= 4_000_000 {
            throw .invalid("mask", LocalizedText(zh: "蒙版须为小于4MB的PNG", en: "The mask must be a PNG under 4 MB"))
        }
    }
}
