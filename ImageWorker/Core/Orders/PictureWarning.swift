import Models

/// What is said of a picture that was paid for and is delivered all the same.
package enum PictureWarning: Sendable, Equatable {
    /// Why an edit was not done.
    package enum EditFault: Sendable, Equatable {
        /// The crop would leave nothing.
        case cropTooLarge
        /// More pixels than are decoded here.
        case tooLarge
        /// The picture can be read in part only.
        case damaged
        /// The cause is for the log.
        case failed(String)
    }

    /// One colour all over.
    case blank
    /// Cut off or corrupt; where is for the log.
    case torn(String)
    /// The picture is as the provider gave it.
    case notEdited(EditFault)
    /// The provider has no such thing as that field of the request.
    case noEffect(field: String)

    /// For figures.
    package var name: String {
        switch self {
        case .blank: "blank"
        case .torn: "torn"
        case .notEdited: "not_edited"
        case .noEffect: "no_effect"
        }
    }

    /// For a header: the name, and the field that it is about.
    package var word: String {
        guard case .noEffect(let field) = self else { return name }
        return "\(name) \(field)"
    }

    /// For a person.
    package var text: LocalizedText {
        switch self {
        case .blank:
            LocalizedText(zh: "图片只有一种颜色，可能生成失败", en: "The picture has one colour all over: it may have failed")
        case .torn:
            LocalizedText(
                zh: "服务商返回的图片不完整或已损坏（已计费），按原样返回",
                en: "The picture came cut off or damaged (it was charged) and is delivered as it is")
        case .notEdited(let fault):
            LocalizedText(
                zh: "未能裁剪或转换，返回原图: " + fault.text.chinese,
                en: "Crop and output were not applied, this is the original: " + fault.text.english)
        case .noEffect(let field):
            LocalizedText(zh: "\(field)对所用的服务商无效", en: "\(field) had no effect: the provider does not take it")
        }
    }
}

extension PictureWarning.EditFault {
    fileprivate var text: LocalizedText {
        switch self {
        case .cropTooLarge: LocalizedText(zh: "裁剪会去掉整张图片", en: "the crop would leave nothing")
        case .tooLarge: LocalizedText(zh: "图片过大", en: "the picture is too large")
        case .damaged: LocalizedText(zh: "图片已损坏", en: "the picture is damaged")
        case .failed: LocalizedText(zh: "处理失败", en: "it failed")
        }
    }
}

/// Checks and edits what a provider gave, before it is kept; done once a picture, off the loop where it takes long.
///
/// Never fails: a paid picture that is torn or cannot be edited is delivered as it came, with a warning.
package typealias FinishPicture =
    @Sendable (_ generated: Generated, _ order: PictureOrder, _ provider: ProviderID) async -> Generated

extension ProviderFacts {
    /// What of the order had no effect here, in the order of the names.
    package func warnings(of order: PictureOrder) -> [PictureWarning] {
        let idle = order.references.isEmpty ? optionsOfReferences : optionsWithoutReferences
        let unused = order.wishes.subtracting(options.subtracting(idle))
        let fields = PictureOptions.Name.allCases.filter(unused.contains).map(\.rawValue)
        return (fields + (order.model != nil && model == nil ? ["model"] : [])).map { .noEffect(field: $0) }
    }
}
