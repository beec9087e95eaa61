import Models

// The one place where an order's references are held against what a provider takes, before any call.
extension ReferenceRule {
    /// Refuses references and a mask that the provider does not take. Those that are still to be fetched are counted, and
    /// looked at once they are here.
    package func check(_ order: PictureOrder, for provider: ProviderID) throws(GenerationError) {
        try checkMask(order, provider)
        guard !order.references.isEmpty else { return }
        try checkCount(order.references.count, provider)
        for (index, reference) in order.references.enumerated() {
            if form == .address, reference.address == nil { throw .invalidReference(index, Self.noAddress(provider)) }
            if let picture = reference.picture, let fault = fault(of: picture, provider) {
                throw .invalidReference(index, fault)
            }
        }
    }

    private func checkCount(_ count: Int, _ provider: ProviderID) throws(GenerationError) {
        guard most > 0 else {
            throw .invalid(
                "referenceImages",
                LocalizedText(
                    zh: "\(provider)不支持参考图：请去掉referenceImages，或用provider指定支持参考图的服务商",
                    en: "\(provider) takes no reference images: leave referenceImages out, or name a provider that does"
                ))
        }
        guard count <= most else {
            throw .invalid(
                "referenceImages",
                LocalizedText(
                    zh: "\(provider)最多支持\(most)张参考图，收到\(count)张",
                    en: "\(provider) takes at most \(most) reference images, not \(count)"))
        }
    }

    private func checkMask(_ order: PictureOrder, _ provider: ProviderID) throws(GenerationError) {
        guard let mask = order.mask else { return }
        guard takesMask else {
            throw .invalid(
                "mask", LocalizedText(zh: "\(provider)不支持mask", en: "\(provider) takes no mask: leave mask out"))
        }
        guard let first = order.references.first else {
            throw .invalid(
                "mask", LocalizedText(zh: "有mask时须有一张图片", en: "A mask needs a picture that it belongs to"))
        }
        if let fault = fault(of: mask, provider) { throw .invalid("mask", fault) }
        if let picture = first.picture, (picture.width, picture.height) != (mask.width, mask.height) {
            throw .invalid(
                "mask",
                LocalizedText(
                    zh: "mask须与第1张图片同样大小（\(picture.width)x\(picture.height)）",
                    en: "The mask must be as large as the first picture (\(picture.width)x\(picture.height))"))
        }
    }

    private func fault(of picture: Picture, _ provider: ProviderID) -> LocalizedText? {
        let (width, height) = (picture.width, picture.height)
        if !types.contains(picture.type) {
            let known = types.map { $0.rawValue.uppercased() }.joined(separator: ", ")
            return LocalizedText(
                zh: "\(provider)不支持\(picture.type.mediaType)，支持\(known)",
                en: "\(provider) does not take \(picture.type.mediaType), but \(known)")
        }
        if picture.bytes.count > largestBytes {
            return LocalizedText(
                zh: "文件有\(picture.bytes.count)字节，\(provider)最多\(largestBytes)字节",
                en: "it has \(picture.bytes.count) bytes, \(provider) takes at most \(largestBytes)")
        }
        if max(width, height) > longestSide {
            return LocalizedText(
                zh: "尺寸为\(width)x\(height)，\(provider)每边最多\(longestSide)像素",
                en: "it has \(width)x\(height) pixels, \(provider) takes at most \(longestSide) a side")
        }
        if Double(max(width, height)) > steepestRatio * Double(min(width, height)) {
            return LocalizedText(
                zh: "尺寸为\(width)x\(height)，\(provider)的长宽比最多\(steepestRatio)",
                en: "it has \(width)x\(height) pixels, \(provider) takes ratios up to \(steepestRatio)")
        }
        return nil
    }

    private static func noAddress(_ provider: ProviderID) -> LocalizedText {
        LocalizedText(
            zh: "\(provider)自行下载参考图，需要它能访问的地址：请在gateway上设置PUBLIC_URL，或改用其能访问的http(s)地址",
            en: "\(provider) fetches references itself: set PUBLIC_URL on the gateway, or give an http(s) address that "
                + "the provider can reach")
    }
}

extension GenerationError {
    /// A fault of one reference image: counted from 0 in the field, as in the request's array, and from 1 in the text.
    package static func invalidReference(_ index: Int, _ why: LocalizedText) -> GenerationError {
        .invalid(
            "referenceImages[\(index)]",
            LocalizedText(
                zh: "第\(index + 1)张参考图：" + why.chinese, en: "Reference image \(index + 1): " + why.english))
    }
}

extension ImageProvider {
    /// Refuses, before any call, what the provider's rule for references or the provider itself cannot fulfil.
    func checkAll(_ order: PictureOrder) throws(GenerationError) {
        try facts.references.check(order, for: facts.id)
        try check(order)
    }
}
