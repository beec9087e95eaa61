import JSON

/// `message` or `delta` of a chat answer: the pictures that it names as such, and its words (providers' page, section
/// 4.4). Read by spans: a picture of megabytes is found, not parsed.
package struct ChatMessage: Sendable {
    /// From `images`, `image_b64_json` and the parts of `content`.
    private(set) var named: [ChatPicture] = []
    /// `content`, its parts of text joined.
    private(set) var words: ChatText?
    private(set) var refusal: String?

    /// The object at that place; nil when it is none.
    package init?(_ body: [UInt8], at place: Range<Int>) {
        guard let members = try? JSONSpans.object(body, in: place) else { return nil }
        for member in members {
            switch member.key {
            case "images": take(list: member.range, in: body)
            case "image_b64_json": take(text: member.range, in: body, alone: .always)
            case "content": take(content: member.range, in: body)
            case "refusal": refusal = ChatText(string: member.range, in: body)?.string
            default: break
            }
        }
    }

    /// Of an answer: one is ordered.
    private static let mostPictures = 64

    /// Every picture once, those in the words included, as far as an answer may have them.
    package var pictures: [ChatPicture] {
        let all = (named + (words.map { ChatMarkdown.pictures(in: $0) } ?? [])).prefix(Self.mostPictures)
        return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private mutating func take(list place: Range<Int>, in body: [UInt8]) {
        for element in Self.elements(body, place) { take(element: element, in: body) }
    }

    private mutating func take(content place: Range<Int>, in body: [UInt8]) {
        if let text = ChatText(string: place, in: body) {
            words = text
            return
        }
        var texts: [ChatText] = []
        for element in Self.elements(body, place) {
            guard let text = Self.text(ofPart: element, in: body) else {
                take(element: element, in: body)
                continue
            }
            texts.append(text)
        }
        guard !texts.isEmpty else { return }
        words = texts.count == 1 ? texts[0] : ChatText(texts.map(\.string).joined())
    }

    /// A plain string, or an object with the picture in one of the members that servers have for it.
    private mutating func take(element place: Range<Int>, in body: [UInt8]) {
        guard let members = try? JSONSpans.object(body, in: place) else {
            take(text: place, in: body, alone: .withMagic)
            return
        }
        for member in members {
            switch member.key {
            case "image_url", "url", "image":
                if body[member.range.lowerBound] == UInt8(ascii: "{") {
                    take(element: member.range, in: body)
                } else {
                    take(text: member.range, in: body, alone: .withMagic)
                }
            case "b64_json": take(text: member.range, in: body, alone: .always)
            default: break
            }
        }
    }

    private mutating func take(text place: Range<Int>, in body: [UInt8], alone: ChatPicture.Alone) {
        guard let text = ChatText(string: place, in: body), let picture = ChatPicture(text, alone: alone) else {
            return
        }
        named.append(picture)
    }

    private static func text(ofPart place: Range<Int>, in body: [UInt8]) -> ChatText? {
        guard let members = try? JSONSpans.object(body, in: place),
            let text = members.first(where: { $0.key == "text" })
        else { return nil }
        return ChatText(string: text.range, in: body)
    }

    private static func elements(_ body: [UInt8], _ place: Range<Int>) -> [Range<Int>] {
        (try? JSONSpans.elements(body, in: place)).flatMap { $0 } ?? []
    }
}
