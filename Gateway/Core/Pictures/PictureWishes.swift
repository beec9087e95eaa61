/// Wishes about a picture that not every provider takes; the worker names those that had no effect.
package struct PictureWishes: Sendable, Equatable {
    package var negativePrompt: String?
    /// low, medium, high …, in the provider's own words.
    package var quality: String?
    /// transparent, opaque or auto.
    package var background: String?
    /// high or low.
    package var inputFidelity: String?
    /// low or auto.
    package var moderation: String?
    package var steps: Int?
    package var guidanceScale: Double?
    package var trueCFGScale: Double?
    package var maxSequenceLength: Int?
    /// Pictures on the way that are wanted, 0 to 3.
    package var partialImages: Int?

    /// No wishes.
    package init() {}
}

/// The form of the finished picture.
package struct PictureForm: Sendable, Equatable {
    /// png, jpeg or webp.
    package var format: String
    /// 0 to 100, for formats that lose.
    package var quality: Int?

    /// That format.
    package init(format: String, quality: Int? = nil) {
        self.format = format
        self.quality = quality
    }
}
