/// One picture that somebody wants, checked and resolved; what a provider works from.
package struct PictureOrder: Sendable {
    private struct Facts: Sendable {
        var prompt: String
        var fullPrompt: String
        var frame: [UInt8]?
        var size: PictureSize?
        var seed: Int?
        var model: String?
        var references: [ReferenceImage] = []
        var mask: Picture?
        /// Kept, for a mask has megabytes.
        var maskMark: UInt64 = 0
        var options: PictureOptions = PictureOptions()
        var edit: PictureEdit?
    }

    private final class Box: Sendable {
        let facts: Facts
        init(_ facts: Facts) { self.facts = facts }
    }

    // One word: an order lies in the frames of every function that waits for its picture.
    private var box: Box
    private var facts: Facts {
        get { box.facts }
        set { box = Box(newValue) }
    }

    /// What is drawn, as it comes back in `data.prompt`: resolved, without style and suffix.
    package var prompt: String {
        get { facts.prompt }
        set { facts.prompt = newValue }
    }
    /// What is sent to the provider: the prompt with the style and `PROMPT_SUFFIX`, added once.
    package var fullPrompt: String {
        get { facts.fullPrompt }
        set { facts.fullPrompt = newValue }
    }
    /// The frame's JSON exactly as it was sent, to be read by who can use it and spliced into the answer.
    package var frame: [UInt8]? {
        get { facts.frame }
        set { facts.frame = newValue }
    }
    /// Nil: the provider's own default.
    package var size: PictureSize? {
        get { facts.size }
        set { facts.size = newValue }
    }
    package var seed: Int? {
        get { facts.seed }
        set { facts.seed = newValue }
    }
    /// The provider's model, where the request names one; nil: the one of the settings.
    package var model: String? {
        get { facts.model }
        set { facts.model = newValue }
    }
    /// In the order in which they are numbered, from 1.
    package var references: [ReferenceImage] {
        get { facts.references }
        set { facts.references = newValue }
    }
    /// Of the first reference: transparent where it may be changed.
    package var mask: Picture? {
        get { facts.mask }
        set {
            var changed = facts
            (changed.mask, changed.maskMark) = (newValue, Self.mark(of: newValue))
            facts = changed
        }
    }
    package var options: PictureOptions {
        get { facts.options }
        set { facts.options = newValue }
    }
    /// Nil: the picture stays as the provider gives it.
    package var edit: PictureEdit? {
        get { facts.edit }
        set { facts.edit = newValue }
    }

    /// An order for that prompt.
    package init(
        prompt: String, fullPrompt: String? = nil, frame: [UInt8]? = nil, size: PictureSize? = nil, seed: Int? = nil,
        edit: PictureEdit? = nil
    ) {
        box = Box(
            Facts(
                prompt: prompt, fullPrompt: fullPrompt ?? prompt, frame: frame, size: size, seed: seed, edit: edit))
    }

    /// The same for the same order, in every process: tells an id that is used again for another one.
    package var mark: UInt64 {
        var mark = ContentMark()
        mark.add(fullPrompt)
        mark.add(size?.description ?? "")
        mark.add(seed.map(String.init) ?? "")
        mark.add(model ?? "")
        for reference in references { mark.add(reference.mark) }
        mark.add(facts.maskMark)
        for (name, value) in options.values { mark.add("\(name)=\(value)") }
        if let edit { mark.add(edit.mark) }
        return mark.value
    }

    private static func mark(of mask: Picture?) -> UInt64 {
        var mark = ContentMark()
        mark.add(mask?.bytes ?? [])
        return mark.value
    }

    /// The wishes that are set; the seed is one.
    package var wishes: Set<PictureOptions.Name> {
        Set(options.values.map(\.name)).union(seed == nil ? [] : [.seed])
    }
}
