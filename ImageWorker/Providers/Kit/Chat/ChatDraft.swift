import HTTPCore
import JSON

/// A chat answer as far as it has come: pieces of a stream put together, or one document.
package struct ChatDraft: Sendable {
    package private(set) var id: String?
    package private(set) var picture: PictureSource?
    /// A picture's text that is none.
    package private(set) var isBroken = false
    package private(set) var refusal: String?
    package private(set) var finishReason: String?
    package private(set) var error: JSONValue?
    package private(set) var costMicroUSD: Int?
    /// Whether it says that it is all.
    package private(set) var isComplete = false
    /// Whether anything of it was JSON.
    package private(set) var isRead = false
    private var first: ChatText?
    private var joined: [UInt8] = []

    /// Nothing yet.
    package init() {}

    /// A whole body: one document, or a stream that does not say that it is one. The picture that its words are or name
    /// is found.
    package init(_ body: [UInt8]) {
        if Self.isStream(body) {
            var parser = SSEParser(limit: PictureText.largest)
            parser.append(body)
            while let event = try? parser.next(), take(event) {}
        } else if let piece = ChatPiece(body) {
            add(piece)
            isComplete = true
        }
        self = withPictureInWords
    }

    /// Takes the next event of a stream; false: it was the last.
    package mutating func take(_ event: ServerSentEvent) -> Bool {
        guard !Self.isEnd(event) else {
            isComplete = true
            return false
        }
        if let piece = ChatPiece(event.bytes) { add(piece) }
        return true
    }

    /// `data: [DONE]`.
    static func isEnd(_ event: ServerSentEvent) -> Bool { event.bytes == Array("[DONE]".utf8) }

    /// Adds what came next.
    package mutating func add(_ piece: ChatPiece) {
        isRead = true
        id = id ?? piece.id
        picture = picture ?? piece.picture
        isBroken = isBroken || piece.isBroken
        refusal = refusal ?? piece.refusal
        error = error ?? piece.error
        costMicroUSD = piece.costMicroUSD ?? costMicroUSD
        if let words = piece.words { add(words) }
        guard let reason = piece.finishReason else { return }
        finishReason = reason
        isComplete = true
    }

    /// Its words so far.
    package var words: ChatText? { joined.isEmpty ? first : ChatText(joined, 0..<joined.count) }

    /// With the picture that its words are or name, where it has no other.
    package var withPictureInWords: ChatDraft {
        guard picture == nil, let words else { return self }
        var draft = self
        let pictures = ChatMarkdown.pictures(in: words)
        draft.picture = pictures.lazy.compactMap(\.source).first
        draft.isBroken = draft.isBroken || draft.picture == nil && !pictures.isEmpty
        return draft
    }

    private static func isStream(_ body: [UInt8]) -> Bool {
        ["data:", "event:", ":"].contains { body.starts(with: Array($0.utf8)) }
    }

    /// The first words stay where they are: a document's may be a picture of megabytes.
    private mutating func add(_ words: ChatText) {
        guard let first else {
            self.first = words
            return
        }
        if joined.isEmpty { joined = Array(first.slice) }
        joined.append(contentsOf: words.slice)
    }
}
