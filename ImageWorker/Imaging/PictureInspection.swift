import ImageWorkerCore

/// What a picture's header says; nothing is decoded. For pictures of strangers: only PNG, JPEG, WebP and GIF, nothing
/// behind them, and no more pixels than may be decoded.
package struct PictureInspection: Sendable, Equatable {
    package let type: PictureType
    /// Pixels, as stored: EXIF may turn it.
    package let width: Int
    package let height: Int
    /// Frames of an animation; 1 for a still.
    package let pages: Int
    package let hasAlpha: Bool

    /// Throws `.notAPicture`, `.tooLarge`, `.torn`, `.failed`.
    package init(_ bytes: [UInt8], limits: ImagingLimits = ImagingLimits()) throws(ImagingError) {
        let facts = try Self.claimed(bytes, limits)
        let outline = try PictureOutline(bytes, facts.type)
        guard outline.end == bytes.count else {
            throw .notAPicture("\(bytes.count - outline.end) bytes behind the end of the picture")
        }
        try limits.check(outline, width: facts.width, height: facts.height)
        let (pages, hasAlpha) = try VipsPicture.reading(bytes, facts.type) { picture throws(ImagingError) in
            // Told by two readers: the one that decodes must not see more than the one that judged.
            try limits.check(width: picture.width, height: picture.height)
            return (picture.pages, picture.hasAlpha)
        }
        (type, width, height) = facts
        (self.pages, self.hasAlpha) = (pages, hasAlpha)
    }

    /// Type and size by the header, the size allowed.
    static func claimed(
        _ bytes: [UInt8], _ limits: ImagingLimits
    ) throws(ImagingError) -> (type: PictureType, width: Int, height: Int) {
        guard let facts = PictureHeader.facts(bytes) else { throw .notAPicture("no header of PNG, JPEG, WebP or GIF") }
        guard facts.width > 0, facts.height > 0 else { throw .notAPicture("a side of 0 pixels") }
        try limits.check(width: facts.width, height: facts.height)
        return facts
    }
}
