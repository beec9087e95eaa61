import ImageWorkerCore

/// Crops, scales and converts a picture, row by row where its format allows: memory does not grow with the picture.
package enum PictureProcess {
    /// Of JPEG and WebP, where the request names none.
    private static let standardQuality = 90

    /// The edited picture: upright, in sRGB or grey of 8 bits, without metadata. Bytes behind the picture's end are not
    /// looked at.
    ///
    /// Throws `.notAPicture`, `.tooLarge`, `.torn`, `.cropTooLarge`, `.failed`.
    package static func process(
        _ bytes: [UInt8], _ edit: PictureEdit, limits: ImagingLimits = ImagingLimits()
    ) throws(ImagingError) -> Picture {
        let facts = try limits.claimed(bytes)
        let outline = try PictureOutline(bytes, facts.type)
        try limits.check(outline, width: facts.width, height: facts.height)
        do throws(ImagingError) {
            return try VipsPicture.reading(bytes, facts.type) { picture throws(ImagingError) in
                try limits.check(width: picture.width, height: picture.height)
                return try result(of: picture, facts.type, edit, limits)
            }
        } catch .failed(let cause) {
            // Reading and writing are one pass; a look at the pixels alone tells which of them failed.
            if case .torn = try PictureCheck.check(bytes, limits: limits) { throw .torn(cause) }
            throw .failed(cause)
        }
    }

    private static func result(
        of source: VipsPicture, _ type: PictureType, _ edit: PictureEdit, _ limits: ImagingLimits
    ) throws(ImagingError) -> Picture {
        var picture = source
        if source.orientation != 1 {
            guard source.width * source.height <= limits.heldPixels else {
                throw .tooLarge(width: source.width, height: source.height)
            }
            picture = try source.upright()
        }
        if let crop = edit.crop { picture = try cropped(picture, crop) }
        picture = try picture.plain()
        if let output = edit.output, let size = output.size { picture = try sized(picture, size, output.fit) }
        let format = edit.output?.format ?? PictureEdit.Format(keeping: type)
        if format == .jpeg, picture.hasAlpha { picture = try picture.overWhite() }
        let saved = try picture.bare().saved(as: format, quality: edit.output?.quality ?? standardQuality)
        guard saved.count <= limits.bytes else { throw .failed("the result has \(saved.count) bytes") }
        return Picture(bytes: saved, type: format.type, width: picture.width, height: picture.height)
    }

    private static func cropped(_ picture: VipsPicture, _ crop: PictureEdit.Crop) throws(ImagingError) -> VipsPicture {
        let (width, height, cut) = (picture.width, picture.height, crop.pixels)
        let isAcross = crop.side == .left || crop.side == .right
        guard cut < (isAcross ? width : height) else { throw .cropTooLarge }
        return try picture.area(
            left: crop.side == .left ? cut : 0, top: crop.side == .top ? cut : 0,
            width: isAcross ? width - cut : width, height: isAcross ? height : height - cut)
    }

    private static func sized(
        _ picture: VipsPicture, _ size: PictureSize, _ fit: PictureEdit.Fit
    ) throws(ImagingError) -> VipsPicture {
        // Width over height, compared without fractions: positive when the picture is wider than the size.
        let excess = picture.width * size.height - picture.height * size.width
        switch fit {
        case .contain:
            let width = excess >= 0 ? size.width : max(1, picture.width * size.height / picture.height)
            let height = excess >= 0 ? max(1, picture.height * size.width / picture.width) : size.height
            return try picture.scaled(width: width, height: height)
        case .cover:
            let width = excess > 0 ? max(1, picture.height * size.width / size.height) : picture.width
            let height = excess > 0 ? picture.height : max(1, picture.width * size.height / size.width)
            let middle = try picture.area(
                left: (picture.width - width) / 2, top: (picture.height - height) / 2, width: width, height: height)
            return try middle.scaled(width: size.width, height: size.height)
        }
    }
}

extension PictureEdit.Format {
    /// The format in which a picture of that type is written when none is asked for.
    fileprivate init(keeping type: PictureType) {
        switch type {
        case .png, .gif: self = .png
        case .jpeg: self = .jpeg
        case .webp: self = .webp
        }
    }
}
