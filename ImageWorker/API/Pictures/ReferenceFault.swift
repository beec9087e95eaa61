import ImageWorkerCore
import Models

/// Why something sent is no reference image.
enum ReferenceFault: Error {
    /// Neither an address nor data, or both.
    case noSource
    /// Another number than those of the files that came.
    case noSuchFile(Int)
    case badAddress, badName, notBase64
    case tooLarge, tooLargeTogether
    /// `notClean`: cut off, or with something behind it.
    case empty, notAPicture, notClean
    /// More pixels a side than are taken.
    case tooManyPixels(Int, Int)

    /// For a person, after the reference's number.
    func text(_ limits: ReferenceLimits) -> LocalizedText {
        switch self {
        case .noSource:
            LocalizedText(
                zh: "应为http(s)地址、data URL，或含url或data的对象",
                en: "it must be an http(s) address, a data URL, or an object with url or data")
        case .noSuchFile(let count):
            LocalizedText(
                zh: "image须为已上传文件的序号（共\(count)个，从0开始）",
                en: "its image must be the number of a file that came: there are \(count), from 0")
        case .badAddress:
            LocalizedText(zh: "地址须为http(s)，最多4096个字符", en: "its address must be http(s), of at most 4096 characters")
        case .badName: LocalizedText(zh: "name须为最多100个字符的文本", en: "its name must be a text of at most 100 characters")
        case .notBase64: LocalizedText(zh: "不是有效的Base64", en: "it is not valid Base64")
        case .tooLarge: LocalizedText(zh: "超过\(limits.each)字节", en: "it is larger than \(limits.each) bytes")
        case .tooLargeTogether:
            LocalizedText(
                zh: "所有图片合计超过\(limits.all)字节", en: "all pictures together are larger than \(limits.all) bytes")
        case .empty: LocalizedText(zh: "内容为空", en: "it is empty")
        case .notAPicture:
            LocalizedText(zh: "不是图片（支持PNG、JPEG、WebP、GIF）", en: "it is no picture (PNG, JPEG, WebP or GIF)")
        case .notClean:
            LocalizedText(
                zh: "图片不完整，或后面附有其他数据", en: "the picture is cut off, or has other data behind it")
        case .tooManyPixels(let width, let height):
            LocalizedText(
                zh: "尺寸\(width)x\(height)超出每边1到\(PictureHeader.longestSide)像素",
                en: "its size \(width)x\(height) is outside 1 to \(PictureHeader.longestSide) pixels a side")
        }
    }
}

extension Picture {
    /// A picture that a caller sent, checked by its header.
    init(reference bytes: [UInt8]) throws(ReferenceFault) {
        guard !bytes.isEmpty else { throw .empty }
        guard let facts = PictureHeader.facts(bytes) else { throw .notAPicture }
        guard let picture = PictureHeader.read(bytes) else { throw .tooManyPixels(facts.width, facts.height) }
        guard PictureEnd.isClean(picture) else { throw .notClean }
        self = picture
    }
}
