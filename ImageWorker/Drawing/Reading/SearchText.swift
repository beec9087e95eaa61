import Glibc

/// Text made ready for finding words: lower case, one space between words, hyphens and underscores as spaces.
/// Holds at most `limit` characters of the source: what a panel needs stands at a prompt's front.
struct SearchText {
    static let limit = 4_000

    /// UTF-8 with a closing zero, for `strstr`.
    private let bytes: [CChar]

    init(_ source: String) {
        var bytes: [CChar] = []
        for scalar in source.prefix(Self.limit).lowercased().unicodeScalars {
            switch scalar {
            case "-", "_", "\u{2010}", "\u{2011}", "\u{2013}": bytes.append(32)
            case _ where scalar.properties.isWhitespace || scalar.value < 32:
                if bytes.last != 32 { bytes.append(32) }
            default: bytes.append(contentsOf: scalar.utf8.map { CChar(bitPattern: $0) })
            }
        }
        bytes.append(0)
        self.bytes = bytes
    }

    /// The first place where the term stands as a word of its own; Chinese terms may stand anywhere.
    func position(of term: String) -> Int? {
        bytes.withUnsafeBufferPointer { text in
            term.withCString { needle -> Int? in
                guard let base = text.baseAddress else { return nil }
                let length = strlen(needle)
                var from = base
                while let hit = strstr(from, needle) {
                    let start = hit - UnsafeMutablePointer(mutating: base)
                    if isWord(at: start, length: length) { return start }
                    from = UnsafePointer(hit) + 1
                }
                return nil
            }
        }
    }

    func contains(_ term: String) -> Bool {
        position(of: term) != nil
    }

    /// Whether Latin letters go on beyond either end; a plural "s" may follow.
    private func isWord(at start: Int, length: Int) -> Bool {
        guard Self.isLetter(bytes[start]) || Self.isLetter(bytes[start + length - 1]) else { return true }
        if start > 0, Self.isLetter(bytes[start]), Self.isLetter(bytes[start - 1]) { return false }
        guard Self.isLetter(bytes[start + length - 1]) else { return true }
        let after = start + length
        let isPlural = bytes[after] == CChar(UInt8(ascii: "s"))
        return !Self.isLetter(bytes[isPlural ? after + 1 : after])
    }

    private static func isLetter(_ byte: CChar) -> Bool {
        (97...122).contains(byte)
    }
}

/// Words and what they mean. The longest word found wins ("medium close up" before "close up"); of equals, the
/// one that stands first in the text.
struct Vocabulary<Meaning: Sendable>: Sendable {
    let entries: [(meaning: Meaning, terms: [String])]

    func meaning(of text: SearchText) -> Meaning? {
        var best: (meaning: Meaning, length: Int, position: Int)?
        for entry in entries {
            for term in entry.terms {
                guard let position = text.position(of: term) else { continue }
                let length = term.utf8.count
                if let best, best.length > length || (best.length == length && best.position <= position) { continue }
                best = (entry.meaning, length, position)
            }
        }
        return best?.meaning
    }
}
