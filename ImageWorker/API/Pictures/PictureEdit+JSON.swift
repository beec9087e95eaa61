import ImageWorkerCore
import JSON
import Models

// `crop` and `output` of a request (contract/worker, section 1).
extension PictureEdit {
    /// Side of the largest picture that is made larger or smaller on request, in pixels.
    private static let longestOutput = 8192
    /// Pixels of the largest: what a provider's largest picture has, twice.
    private static let largestOutput = 36_000_000

    /// Nil where the request and the settings ask for nothing. Throws `JSONFieldError` or a 400 that names the field.
    /// `size` is that of the order, where it names one.
    init?(_ record: JSONRecord, _ rule: CropRule, size: PictureSize?) throws {
        let crop = try Self.crop(record, rule)
        if let crop, let size, crop.pixels >= crop.side.extent(of: size) {
            throw Self.invalid(
                "crop.pixels", LocalizedText(zh: "裁剪会去掉整张图片", en: "the crop would leave nothing of that size"))
        }
        self.init(crop: crop, output: try Self.output(record))
    }

    private static func crop(_ record: JSONRecord, _ rule: CropRule) throws -> Crop? {
        guard let raw = record.raw("crop") else { return rule.unasked }
        if raw == Array("false".utf8) { return nil }
        guard let crop = try record.record("crop") else { return nil }
        let pixels = try crop.int("pixels") ?? rule.pixels
        guard (1...PictureHeader.longestSide).contains(pixels) else {
            throw outside("crop.pixels", 1...PictureHeader.longestSide)
        }
        return Crop(try choice(crop, "crop", "position") ?? rule.side, pixels: pixels)
    }

    private static func output(_ record: JSONRecord) throws -> Output? {
        guard let output = try record.record("output") else { return nil }
        guard let format: Format = try choice(output, "output", "format") else {
            throw invalid("output.format", LocalizedText(zh: "缺少output.format", en: "output.format is missing"))
        }
        let quality = try output.int("quality")
        if let quality, !(0...100).contains(quality) { throw outside("output.quality", 0...100) }
        return Output(
            format, quality: quality, size: try size(output), fit: try choice(output, "output", "fit") ?? .contain)
    }

    private static func size(_ output: JSONRecord) throws -> PictureSize? {
        guard let text = try output.string("size") else { return nil }
        guard let size = PictureSize(text), max(size.width, size.height) <= longestOutput,
            size.width * size.height <= largestOutput
        else {
            throw invalid(
                "output.size",
                LocalizedText(
                    zh: "output.size应形如1024x1024，每边不超过\(longestOutput)像素，总共不超过\(largestOutput)像素",
                    en: "output.size must look like 1024x1024, with at most \(longestOutput) pixels a side and "
                        + "\(largestOutput) in all"))
        }
        return size
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ record: JSONRecord, _ parent: String, _ name: String
    ) throws -> Choice? {
        guard let text = try record.string(name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw invalid(
            "\(parent).\(name)",
            LocalizedText(zh: "\(parent).\(name)只能是: \(known)", en: "\(parent).\(name) must be one of: \(known)"))
    }

    private static func outside(_ field: String, _ range: ClosedRange<Int>) -> FailedCall {
        let (least, most) = (range.lowerBound, range.upperBound)
        return invalid(
            field,
            LocalizedText(
                zh: "\(field)应为\(least)到\(most)的整数", en: "\(field) must be a whole number from \(least) to \(most)"))
    }

    private static func invalid(_ field: String, _ text: LocalizedText) -> FailedCall {
        FailedCall(.invalid(field, text))
    }
}

extension PictureEdit.Side {
    /// Pixels that can be cut off from this side, one too many.
    fileprivate func extent(of size: PictureSize) -> Int {
        switch self {
        case .top, .bottom: size.height
        case .left, .right: size.width
        }
    }
}
