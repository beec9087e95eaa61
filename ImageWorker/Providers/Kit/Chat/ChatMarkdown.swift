/// Pictures in the words of a chat answer: relays write them as Markdown, as an address on a line of its own, or as
/// nothing but the picture itself.
///
/// The first of these that finds any decides: `![…](…)`; `[…](…)` with a picture behind it; a line that is an address;
/// a text that is a data URL or Base64. So a link to a policy beside an excuse is no picture.
enum ChatMarkdown {
    static func pictures(in text: ChatText) -> [ChatPicture] {
        let text = text.trimmed
        let links = links(in: text)
        let images = links.filter(\.isImage).compactMap { ChatPicture($0.target, alone: .never) }
        if !images.isEmpty { return images }
        let linked = links.compactMap { ChatPicture($0.target, alone: .never) }.filter(leadsToPicture)
        if !linked.isEmpty { return linked }
        let lines = addresses(in: text)
        if !lines.isEmpty { return lines }
        guard let whole = ChatPicture(text, alone: .withMagic), case .encoded = whole else { return [] }
        return [whole]
    }

    private struct Link {
        let isImage: Bool
        let target: ChatText
    }

    /// Every `[…](target)`; an image is one with `!` before it (CommonMark 0.31, sections 6.3 and 6.4).
    private static func links(in text: ChatText) -> [Link] {
        var links: [Link] = []
        var at = text.range.lowerBound
        var floor = at
        while let bracket = text.first(UInt8(ascii: "]"), from: at) {
            at = bracket + 1
            guard at < text.range.upperBound, text.bytes[at] == UInt8(ascii: "("), let target = target(in: text, at + 1)
            else { continue }
            links.append(Link(isImage: isImage(text, before: bracket, from: floor), target: target))
            at = target.range.upperBound
            floor = at
        }
        return links
    }

    private static func isImage(_ text: ChatText, before bracket: Int, from floor: Int) -> Bool {
        guard let opening = text.bytes[floor..<bracket].lastIndex(of: UInt8(ascii: "[")) else { return false }
        return opening > floor && text.bytes[opening - 1] == UInt8(ascii: "!")
    }

    /// From behind the parenthesis: `<address>`, or what stands before white space or the closing parenthesis.
    private static func target(in text: ChatText, _ start: Int) -> ChatText? {
        var start = start
        while start < text.range.upperBound, ChatText.isWhite(text.bytes[start]) { start += 1 }
        guard start < text.range.upperBound else { return nil }
        if text.bytes[start] == UInt8(ascii: "<") {
            return text.first(UInt8(ascii: ">"), from: start).map { text.part(start + 1..<$0) }
        }
        let rest = text.part(start..<text.range.upperBound)
        // Base64 has no parentheses, and is too long to be looked at byte by byte.
        let end = rest.hasPrefix("data:") ? rest.first(UInt8(ascii: ")"), from: start) : closing(rest)
        return end.map { text.part(start..<$0) }
    }

    private static func closing(_ text: ChatText) -> Int? {
        var depth = 0
        for at in text.range {
            switch text.bytes[at] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where depth == 0: return at
            case UInt8(ascii: ")"): depth -= 1
            case let byte where ChatText.isWhite(byte): return at
            default: break
            }
        }
        return nil
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
