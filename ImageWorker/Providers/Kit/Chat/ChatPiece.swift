import JSON

/// One JSON document of a chat API: a whole answer, or one chunk of a stream.
package struct ChatPiece: Sendable {
    /// The provider's name for what it does.
    let id: String?
    /// The first picture that is named as such; decoded, so that its text can go.
    let picture: PictureSource?
    /// A picture is named, and its text is none.
    let isBroken: Bool
    let words: ChatText?
    let refusal: String?
    let finishReason: String?
    /// `{"error": …}`, of the whole or of the first choice.
    let error: JSONValue?
    /// `usage.cost` in millionths of a USD.
    let costMicroUSD: Int?

    /// What those bytes say; nil when they are no JSON object.
    package init?(_ body: [UInt8]) {
        guard let found = try? JSONSpans.find(Self.paths, in: body), Self.isObject(body) else { return nil }
        func small(_ path: Path) -> JSONValue? { found[path.rawValue].flatMap { Self.small(body, $0) } }
        func message(_ path: Path) -> ChatMessage? { found[path.rawValue].flatMap { ChatMessage(body, at: $0) } }
        // Streams have `delta`; some servers put the whole message into a chunk.
        let messages = [message(.delta), message(.message)].compactMap(\.self)
        let named = messages.flatMap(\.named)
        picture = named.lazy.compactMap(\.source).first
        isBroken = picture == nil && !named.isEmpty
        words = messages.compactMap(\.words).first { !$0.isEmpty }
        refusal = messages.compactMap(\.refusal).first { !$0.isEmpty }
        id = small(.id)?.string.flatMap { ProviderText.isToken($0) ? $0 : nil }
        finishReason = small(.finishReason)?.string
        error = [small(.error), small(.choiceError)].compactMap(\.self).first { !$0.isNull }.map { ["error": $0] }
        costMicroUSD = small(.cost)?.double.flatMap(Self.microUSD)
    }

    private enum Path: Int, CaseIterable {
        case id, error, choiceError, message, delta, finishReason, cost

        var steps: [JSONSpans.Step] {
            switch self {
            case .id: ["id"]
            case .error: ["error"]
            case .choiceError: ["choices", 0, "error"]
            case .message: ["choices", 0, "message"]
            case .delta: ["choices", 0, "delta"]
            case .finishReason: ["choices", 0, "finish_reason"]
            case .cost: ["usage", "cost"]
            }
        }
    }

    private static let paths = Path.allCases.map(\.steps)

    private static func isObject(_ body: [UInt8]) -> Bool { body.first { !ChatText.isWhite($0) } == UInt8(ascii: "{") }

    /// A value that is no picture.
    private static func small(_ body: [UInt8], _ place: Range<Int>) -> JSONValue? {
        place.count <= 64 << 10 ? try? JSONValue.parse(body, in: place) : nil
    }

    /// A credit is a USD (providers' page, section 3.3); a price beyond a thousand is none.
    private static func microUSD(_ credits: Double) -> Int? {
        (0...1000).contains(credits) ? Int((credits * 1_000_000).rounded()) : nil
    }
}
