/// Pictures in the words of a chat answer: relays write them as Markdown, as an address on a line of its own, or as
/// nothing but the picture itself.
///
/// The first of these that finds any decides: `![…](…)`; `[…](…)` with a picture behind it; a line that is an address;
/// a text that is a data URL or Base64. So a link to a policy beside an excuse is no picture.
enum ChatMarkdown {
    static func pictures(in text: ChatText) -> [ChatPicture] {
        let text = text.trimmed
        let links = ChatLinks.all(in: text)
        let images = links.filter(\.isImage).compactMap { ChatPicture($0.target, alone: .never) }
        if !images.isEmpty { return images }
        let linked = links.compactMap { ChatPicture($0.target, alone: .never) }.filter(leadsToPicture)
        if !linked.isEmpty { return linked }
        let lines = addresses(in: text)
        if !lines.isEmpty { return lines }
        guard let whole = ChatPicture(text, alone: .withMagic), case .encoded = whole else { return [] }
        return [whole]
    }

    private static func addresses(in text: ChatText) -> [ChatPicture] {
        var found: [ChatPicture] = []
        var start = text.range.lowerBound
        while start < text.range.upperBound {
            let end = text.first(0x0A, from: start) ?? text.range.upperBound
            if let picture = ChatPicture(text.part(start..<end), alone: .never), case .address = picture {
                found.append(picture)
            }
            start = end + 1
        }
        return found
    }

    private static func leadsToPicture(_ picture: ChatPicture) -> Bool {
        guard case .address(let url) = picture else { return true }
        let path = url.prefix { $0 != "?" && $0 != "#" }.lowercased()
        return [".png", ".jpg", ".jpeg", ".webp", ".gif"].contains { path.hasSuffix($0) }
    }
}
