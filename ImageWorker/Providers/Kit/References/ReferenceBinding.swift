import ImageWorkerCore

/// Says in the prompt which reference shows whom, for providers that tell references apart only by their place.
///
/// `@name` becomes the picture's number. A name that then still stands in the prompt as a word, or does not stand there
/// at all, is bound by a sentence in front: "图1是张三。" or "Image 1 is Zhang San." Whoever has written 图1 himself has
/// bound it himself.
package struct ReferenceBinding: Sendable {
    /// Each reference's name, in the order of their numbers.
    private let names: [String?]

    /// A binding of those references.
    package init(_ references: [ReferenceImage]) { names = references.map(\.name) }

    /// The prompt with the names bound; as it is when there are none.
    package func bound(_ prompt: String) -> String {
        let named = names.enumerated().compactMap { index, name in name.map { (number: index + 1, name: $0) } }
        guard !named.isEmpty else { return prompt }
        let label = prompt.isChinese || named.contains { $0.name.isChinese } ? "图" : "Image "
        var text = prompt
        // The longest first: 张三丰 before 张三.
        for (number, name) in named.sorted(by: { $0.name.count > $1.name.count }) {
            text = text.replacing(mention: "@" + name, by: "\(label)\(number)")
        }
        let sentences = named.filter { number, name in
            if prompt.mentions(number) { return false }
            return !text.mentions(number) || !text.ranges(ofWhole: name).isEmpty
        }
        return Self.sentence(sentences, isChinese: label == "图") + text
    }

    private static func sentence(_ bound: [(number: Int, name: String)], isChinese: Bool) -> String {
        guard !bound.isEmpty else { return "" }
        if isChinese { return bound.map { "图\($0.number)是\($0.name)" }.joined(separator: "，") + "。" }
        return bound.map { "Image \($0.number) is \($0.name). " }.joined()
    }
}

extension PictureOrder {
    /// The prompt as it is sent to a provider of that rule; what counts for its limit of length.
    package func boundPrompt(for rule: ReferenceRule) -> String {
        rule.isAnonymous ? ReferenceBinding(references).bound(fullPrompt) : fullPrompt
    }
}

extension String {
    /// Whether it holds a Han character.
    fileprivate var isChinese: Bool { unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) } }

    /// Whether it names the picture of that number: 图1, 图片1, 图 1, image 1 — and not 图12.
    fileprivate func mentions(_ number: Int) -> Bool {
        let text = lowercased()
        return ["图", "图片", "图像", "image"].contains { word in
            ["\(word)\(number)", "\(word) \(number)"].contains { !text.ranges(ofWhole: $0).isEmpty }
        }
    }

    fileprivate func replacing(mention: String, by label: String) -> String {
        var text = self
        for range in ranges(ofWhole: mention).reversed() { text.replaceSubrange(range, with: label) }
        return text
    }

    /// Where that text stands and does not go on: no digit behind a number, no letter behind a Latin name. Han text has
    /// no spaces to tell by.
    fileprivate func ranges(ofWhole word: String) -> [Range<Index>] {
        ranges(of: word).filter { range in
            guard range.upperBound < endIndex, let last = word.last else { return true }
            return !last.isWordlike || !self[range.upperBound].isWordlike
        }
    }
}

extension Character {
    /// An ASCII letter or digit.
    fileprivate var isWordlike: Bool { isASCII && (isLetter || isNumber) }
}
