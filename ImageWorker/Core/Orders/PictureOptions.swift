/// Wishes about a picture that not every provider takes; `ProviderFacts.options` says which it does, and the answer
/// names those that had no effect.
package struct PictureOptions: Sendable, Equatable {
    /// What must not be in the picture.
    package var negativePrompt: String?
    /// The provider's own word: low, medium, high …
    package var quality: String?
    /// transparent, opaque or auto.
    package var background: String?
    /// high or low: how closely the references are kept.
    package var inputFidelity: String?
    /// low or auto.
    package var moderation: String?
    /// Diffusion steps.
    package var steps: Int?
    package var guidanceScale: Double?
    package var trueCFGScale: Double?
    /// Tokens of the prompt.
    package var maxSequenceLength: Int?
    /// Pictures on the way that are wanted while the final one is made, 0 to 3.
    package var partialImages: Int?

    /// No wishes.
    package init() {}

    /// Each of them, by the name under which requests know it.
    package enum Name: String, Sendable, CaseIterable {
        case negativePrompt, quality, background, inputFidelity, moderation, steps, guidanceScale, trueCFGScale
        case maxSequenceLength, partialImages, seed
    }

    /// Those that are set, in a fixed order, as text.
    var values: [(name: Name, value: String)] {
        let all: [(Name, String?)] = [
            (.negativePrompt, negativePrompt), (.quality, quality), (.background, background),
            (.inputFidelity, inputFidelity), (.moderation, moderation), (.steps, steps.map { "\($0)" }),
            (.guidanceScale, guidanceScale.map { "\($0)" }), (.trueCFGScale, trueCFGScale.map { "\($0)" }),
            (.maxSequenceLength, maxSequenceLength.map { "\($0)" }), (.partialImages, partialImages.map { "\($0)" }),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}
