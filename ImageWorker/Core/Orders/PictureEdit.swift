/// What is done to a picture after its provider has given it. In this order: crop, size, format.
package struct PictureEdit: Sendable, Equatable {
    /// A side of the upright picture.
    package enum Side: String, Sendable, CaseIterable { case top, bottom, left, right }

    package struct Crop: Sendable, Equatable {
        package let side: Side
        /// Pixels that are cut off, at least 1.
        package let pixels: Int

        /// Cuts that many pixels off that side.
        package init(_ side: Side, pixels: Int) {
            self.side = side
            self.pixels = pixels
        }
    }

    /// The formats that are written.
    package enum Format: String, Sendable, CaseIterable {
        case png, jpeg, webp

        /// As pictures name it.
        package var type: PictureType {
            switch self {
            case .png: .png
            case .jpeg: .jpeg
            case .webp: .webp
            }
        }
    }

    /// How a picture of other proportions comes to a size.
    package enum Fit: String, Sendable, CaseIterable {
        /// Whole, inside the size.
        case contain
        /// Filling the size; what is over is cut off on both sides alike.
        case cover
    }

    package struct Output: Sendable, Equatable {
        package var format: Format
        /// 0...100; nil: 90. PNG has none.
        package var quality: Int?
        /// Nil: as it is.
        package var size: PictureSize?
        package var fit: Fit

        /// That format, in the picture's own size unless told.
        package init(_ format: Format, quality: Int? = nil, size: PictureSize? = nil, fit: Fit = .contain) {
            self.format = format
            self.quality = quality
            self.size = size
            self.fit = fit
        }
    }

    package var crop: Crop?
    /// Nil: the picture's own format; a GIF, which is not written, becomes a PNG of its first frame.
    package var output: Output?

    /// Nil where nothing is to be done.
    package init?(crop: Crop?, output: Output?) {
        guard crop != nil || output != nil else { return nil }
        self.crop = crop
        self.output = output
    }

    /// The same for the same edit, in every process.
    var mark: String {
        let cut = crop.map { "\($0.side.rawValue) \($0.pixels)" } ?? ""
        guard let output else { return cut }
        let size = output.size.map { "\($0) \(output.fit.rawValue)" } ?? ""
        return "\(cut) \(output.format.rawValue) \(output.quality ?? 0) \(size)"
    }
}

/// Which crop applies when a request says little of it: the settings `CROP_ENABLED`, `CROP_POSITION`, `CROP_PIXELS`.
package struct CropRule: Sendable {
    /// Whether pictures are cropped whose request says nothing.
    package let isOn: Bool
    package let side: PictureEdit.Side
    package let pixels: Int

    /// The defaults of the settings, unless told.
    package init(isOn: Bool = false, side: PictureEdit.Side = .bottom, pixels: Int = 40) {
        self.isOn = isOn
        self.side = side
        self.pixels = pixels
    }

    /// For a request that says nothing of a crop.
    package var unasked: PictureEdit.Crop? { isOn ? PictureEdit.Crop(side, pixels: pixels) : nil }
}
