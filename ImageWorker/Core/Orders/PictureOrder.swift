/// One picture that somebody wants, checked and resolved; what a provider works from.
package struct PictureOrder: Sendable {
    /// What is drawn, as it comes back in `data.prompt`: resolved, without style and suffix.
    package var prompt: String
    /// What is sent to the provider: the prompt with the style and `PROMPT_SUFFIX`, added once.
    package var fullPrompt: String
    /// The frame's JSON exactly as it was sent, to be read by who can use it and spliced into the answer.
    package var frame: [UInt8]?
    /// Nil: the provider's own default.
    package var size: PictureSize?
    package var seed: Int?
    /// The provider's model, where the request names one; nil: the one of the settings.
    package var model: String?
    /// In the order in which they are numbered, from 1.
    package var references: [ReferenceImage] = []
    /// Of the first reference: transparent where it may be changed.
    package var mask: Picture? {
        didSet { maskMark = Self.mark(of: mask) }
    }
    /// Kept, for a mask has megabytes.
    private var maskMark: UInt64 = 0
    package var options = PictureOptions()
    /// Nil: the picture stays as the provider gives it.
    package var edit: PictureEdit?

    /// An order for that prompt.
    package init(
        prompt: String, fullPrompt: String? = nil, frame: [UInt8]? = nil, size: PictureSize? = nil, seed: Int? = nil,
        edit: PictureEdit? = nil
    ) {
        self.prompt = prompt
        self.fullPrompt = fullPrompt ?? prompt
        self.frame = frame
        self.size = size
        self.seed = seed
        self.edit = edit
    }

    /// The same for the same order, in every process: tells an id that is used again for another one.
    package var mark: UInt64 {
        var mark = ContentMark()
        mark.add(fullPrompt)
        mark.add(size?.description ?? "")
        mark.add(seed.map(String.init) ?? "")
        mark.add(model ?? "")
        for reference in references { mark.add(reference.mark) }
        mark.add(maskMark)
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
