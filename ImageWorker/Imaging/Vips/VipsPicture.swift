import CVips
import ImageWorkerCore

/// The one owner of a reference to an image of libvips: a plan of what is to be done, run when pixels are asked for.
final class VipsPicture {
    let image: UnsafeMutablePointer<VipsImage>

    /// Takes the reference over. Throws what libvips says when there is none.
    init(_ image: UnsafeMutablePointer<VipsImage>?) throws(ImagingError) {
        guard let image else { throw .failed(ImagingLibrary.lastError()) }
        self.image = image
    }

    deinit { g_object_unref(image) }

    var width: Int { Int(vips_image_get_width(image)) }
    var height: Int { Int(vips_image_get_height(image)) }
    var bands: Int { Int(vips_image_get_bands(image)) }
    var hasAlpha: Bool { vips_image_hasalpha(image) != 0 }
    /// 16 bits a sample, not 8.
    var isDeep: Bool { vips_image_get_format(image) == VIPS_FORMAT_USHORT }
    /// By EXIF, 1...8; 1 is upright.
    var orientation: Int { Int(vips_image_get_orientation(image)) }
    var hasProfile: Bool { vips_image_get_typeof(image, "icc-profile-data") != 0 }
    /// 8 bits a sample of sRGB or grey, with alpha or without: what every format here can hold.
    var isPlain: Bool {
        let space = vips_image_get_interpretation(image)
        return vips_image_get_format(image) == VIPS_FORMAT_UCHAR
            && (space == VIPS_INTERPRETATION_sRGB || space == VIPS_INTERPRETATION_B_W)
    }

    /// Opens a picture row by row and gives it to `body`; whatever is made of it there must not leave it.
    static func reading<Result>(
        _ bytes: [UInt8], _ type: PictureType, _ body: (VipsPicture) throws(ImagingError) -> Result
    ) throws(ImagingError) -> Result {
        try ImagingLibrary.start()
        // The thread is not libvips' own: what it keeps for the thread goes when the work is done.
        defer { vips_thread_shutdown() }
        return try bytes.withUnsafeBufferPointer { buffer throws(ImagingError) in
            try body(try VipsPicture(load(UnsafeRawBufferPointer(buffer), type)))
        }
    }

    private static func load(_ bytes: UnsafeRawBufferPointer, _ type: PictureType) -> UnsafeMutablePointer<VipsImage>? {
        let (start, count, fail) = (bytes.baseAddress, bytes.count, VIPS_FAIL_ON_ERROR)
        return switch type {
        case .png: CVips_load_png(start, count, fail)
        case .jpeg: CVips_load_jpeg(start, count, fail)
        case .webp: CVips_load_webp(start, count, fail)
        case .gif: CVips_load_gif(start, count, fail)
        }
    }
}

extension VipsPicture {
    func area(left: Int, top: Int, width: Int, height: Int) throws(ImagingError) -> VipsPicture {
        try VipsPicture(CVips_area(image, Int32(left), Int32(top), Int32(width), Int32(height)))
    }

    /// Turned as its EXIF says; rows come in another order then, so that it is held whole.
    func upright() throws(ImagingError) -> VipsPicture {
        let held = try VipsPicture(vips_image_copy_memory(image))
        return try VipsPicture(CVips_upright(held.image))
    }

    /// In sRGB or grey of 8 bits. A profile that cannot be used is passed over, as browsers do.
    func plain() throws(ImagingError) -> VipsPicture {
        var picture = self
        if hasProfile {
            do { picture = try VipsPicture(CVips_srgb_by_profile(image)) } catch { picture = self }
        }
        if picture.isPlain { return picture }
        return try VipsPicture(CVips_colours(picture.image, VIPS_INTERPRETATION_sRGB))
    }

    func scaled(width: Int, height: Int) throws(ImagingError) -> VipsPicture {
        try VipsPicture(CVips_scaled(image, Int32(width), Int32(height)))
    }

    func overWhite() throws(ImagingError) -> VipsPicture { try VipsPicture(CVips_over_white(image)) }

    /// Without EXIF, comments, profiles and whatever else came along. Not left to the savers: libvips 8.14 writes EXIF
    /// into a WebP although it is told to strip.
    func bare() throws(ImagingError) -> VipsPicture {
        let bare = try VipsPicture(CVips_copy(image))
        let names = vips_image_get_fields(bare.image)
        defer { g_strfreev(names) }
        var next = names
        while let name = next?.pointee {
            // Kept: that pixels come in order only. Width and the like are no metadata and stay whatever is asked.
            if String(cString: name) != "vips-sequential" { vips_image_remove(bare.image, name) }
            next = next?.successor()
        }
        return bare
    }

    /// Least and greatest value of each band; decodes the whole picture.
    func extremes() throws(ImagingError) -> [(least: Double, greatest: Double)] {
        var values = [Double](repeating: 0, count: 2 * bands)
        guard CVips_extremes(image, &values, Int32(bands)) == 0 else { throw .failed(ImagingLibrary.lastError()) }
        return (0..<bands).map { (values[2 * $0], values[2 * $0 + 1]) }
    }

    /// Runs the plan and gives the file's bytes.
    func saved(as format: PictureEdit.Format, quality: Int) throws(ImagingError) -> [UInt8] {
        var start: UnsafeMutableRawPointer?
        var count = 0
        let code =
            switch format {
            case .png: CVips_save_png(image, &start, &count)
            // JPEG has no quality 0.
            case .jpeg: CVips_save_jpeg(image, &start, &count, Int32(max(1, quality)))
            case .webp: CVips_save_webp(image, &start, &count, Int32(quality))
            }
        defer { g_free(start) }
        guard code == 0 else { throw .failed(ImagingLibrary.lastError()) }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
