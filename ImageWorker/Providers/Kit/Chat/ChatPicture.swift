/// A picture in a chat answer, still as it was written.
package enum ChatPicture: Sendable, Equatable {
    /// At that http(s) address.
    case address(String)
    /// As a data URL or as Base64 alone.
    case encoded(ChatText)

    /// Bytes of the longest address that is taken.
    static let longestAddress = 8192

    /// A text of which is known that it means a picture; nil when it is neither an address nor a data URL. Base64 alone
    /// is taken where `alone` says so.
    init?(_ text: ChatText, alone: Alone) {
        let text = text.trimmed
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            guard text.range.count <= Self.longestAddress, !text.slice.contains(where: ChatText.isWhite) else {
                return nil
            }
            self = .address(text.string)
        } else if text.hasPrefix("data:") {
            self = .encoded(text)
        } else {
            guard alone.takes(text) else { return nil }
            self = .encoded(text)
        }
    }

    /// When Base64 without a data URL around it is a picture.
    enum Alone {
        case never
        /// Where the field is for nothing else.
        case always
        /// Where it begins as pictures do: PNG, JPEG, WebP, GIF.
        case withMagic

        func takes(_ text: ChatText) -> Bool {
            switch self {
            case .never: false
            case .always: !text.isEmpty
            case .withMagic: Self.magic.contains { text.slice.starts(with: $0) }
            }
        }

        private static let magic = ["iVBORw0KGgo", "/9j/", "UklGR", "R0lGOD"].map { Array($0.utf8) }
    }

    /// Where its bytes are; nil for a text that is no picture's.
    package var source: PictureSource? {
        switch self {
        case .address(let url): .url(url)
        case .encoded(let text): PictureText.decode(text.bytes, in: text.range).map { .bytes($0) }
        }
    }
}
