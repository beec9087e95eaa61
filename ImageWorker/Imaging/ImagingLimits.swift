import ImageWorkerCore

/// What is decoded at most; judged by the header, before a pixel is.
package struct ImagingLimits: Sendable {
    /// Pixels of a side.
    package var longestSide = PictureHeader.longestSide
    /// Pixels of a picture that is read row by row: time, not memory, is what it costs.
    package var pixels = 100_000_000
    /// Pixels of a picture that its decoder holds whole (progressive JPEG, interlaced PNG, WebP, GIF) or that must be
    /// turned upright: up to 6 bytes each. The largest pictures of providers have 17 million.
    package var heldPixels = 25_000_000
    /// Bytes of an edited picture.
    package var bytes = 64 << 20

    /// The limits above.
    package init() {}

    /// Type and size by the header, the size allowed.
    func claimed(_ bytes: [UInt8]) throws(ImagingError) -> (type: PictureType, width: Int, height: Int) {
        guard let facts = PictureHeader.facts(bytes) else { throw .notAPicture("no header of PNG, JPEG, WebP or GIF") }
        guard facts.width > 0, facts.height > 0 else { throw .notAPicture("a side of 0 pixels") }
        try check(width: facts.width, height: facts.height)
        return facts
    }

    func check(width: Int, height: Int) throws(ImagingError) {
        guard width <= longestSide, height <= longestSide, width * height <= pixels else {
            throw .tooLarge(width: width, height: height)
        }
    }

    func check(_ outline: PictureOutline, width: Int, height: Int) throws(ImagingError) {
        guard !outline.isHeldWhole || width * height <= heldPixels else {
            throw .tooLarge(width: width, height: height)
        }
    }
}
