/// A prompt with places for what is asked about: `{SCRIPT_CONTENT}` and the like.
package struct PromptTemplate: Sendable, Equatable {
    /// The placeholders that are known.
    package enum Placeholder: String, Sendable, CaseIterable {
        case scriptContent = "{SCRIPT_CONTENT}"
        case segmentedStory = "{SEGMENTED_STORY}"
        case extractedFrames = "{EXTRACTED_FRAMES}"
        case sceneCount = "{SCENE_COUNT}"
        case style = "{STYLE}"
        case genre = "{GENRE}"
        case characters = "{CHARACTERS}"
    }

    private enum Piece: Sendable, Equatable {
        case words(String)
        case place(Placeholder)
    }

    private let pieces: [Piece]

    /// Cuts the template at its placeholders; braces around anything else are words.
    package init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let (place, range) = Self.nextPlaceholder(rest) {
            pieces.append(.words(String(rest[..<range.lowerBound])))
            pieces.append(.place(place))
            rest = rest[range.upperBound...]
        }
        pieces.append(.words(String(rest)))
        self.pieces = pieces
    }

    /// The prompt. What is filled in is never looked at again, so a placeholder inside a script stays what it is.
    package func filled(_ values: [Placeholder: String]) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .place(let place): text += values[place] ?? ""
            }
        }
        return text
    }

    private static func nextPlaceholder(_ text: Substring) -> (Placeholder, Range<Substring.Index>)? {
        Placeholder.allCases.compactMap { place in text.firstRange(of: place.rawValue).map { (place, $0) } }
            .min { $0.1.lowerBound < $1.1.lowerBound }
    }
}

/// Text of a stranger inside a prompt: marked as data, and unable to end the mark.
enum PromptData {
    /// The text between a pair of tags.
    static func block(_ name: String, _ text: String) -> String {
        "<\(name)>\n" + text.replacing("</\(name)", with: "<\u{200B}/\(name)") + "\n</\(name)>"
    }
}
