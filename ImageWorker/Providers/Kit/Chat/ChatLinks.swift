/// The links of a chat answer's words: `[…](target)`; an image is one with `!` before it (CommonMark 0.31, sections 6.3
/// and 6.4).
///
/// The words are anybody's. What is looked at for a link that is found is not looked at again, and the links that never
/// end are counted: the time is linear in the text's length.
struct ChatLinks {
    struct Link {
        let isImage: Bool
        let target: ChatText
    }

    /// More links are not looked for.
    static let most = 1000
    /// Links without an end after which no more are looked for: each may cost a look through all that follows.
    private static let mostUnclosed = 16

    private let text: ChatText
    private var links: [Link] = []
    private var unclosed = 0
    /// Behind the last link.
    private var floor: Int

    private init(_ text: ChatText) { (self.text, floor) = (text, text.range.lowerBound) }

    /// Up to `most` of them, in order.
    static func all(in text: ChatText) -> [Link] {
        var scan = ChatLinks(text)
        scan.run()
        return scan.links
    }

    private mutating func run() {
        var at = floor
        while links.count < Self.most, unclosed < Self.mostUnclosed,
            let bracket = text.first(UInt8(ascii: "]"), from: at)
        {
            at = bracket + 1
            guard at < text.range.upperBound, text.bytes[at] == UInt8(ascii: "(") else { continue }
            guard let target = target(at + 1) else {
                unclosed += 1
                continue
            }
            links.append(Link(isImage: isImage(before: bracket), target: target))
            at = target.range.upperBound
            floor = at
        }
    }

    private func isImage(before bracket: Int) -> Bool {
        guard let opening = text.bytes[floor..<bracket].lastIndex(of: UInt8(ascii: "[")) else { return false }
        return opening > floor && text.bytes[opening - 1] == UInt8(ascii: "!")
    }

    /// From behind the parenthesis: `<address>`, or what stands before white space or the closing parenthesis.
    private func target(_ start: Int) -> ChatText? {
        var start = start
        while start < text.range.upperBound, ChatText.isWhite(text.bytes[start]) { start += 1 }
        guard start < text.range.upperBound else { return nil }
        if text.bytes[start] == UInt8(ascii: "<") {
            return text.first(UInt8(ascii: ">"), from: start).map { text.part(start + 1..<$0) }
        }
        // Base64 has no parentheses, and is too long to be looked at byte by byte.
        let isData = text.part(start..<text.range.upperBound).hasPrefix("data:")
        let end = isData ? text.first(UInt8(ascii: ")"), from: start) : closing(start)
        return end.map { text.part(start..<$0) }
    }

    /// As far as an address may reach; behind it, none that could be taken ends.
    private func closing(_ start: Int) -> Int? {
        var depth = 0
        for at in start..<min(text.range.upperBound, start + ChatPicture.longestAddress + 1) {
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
}
