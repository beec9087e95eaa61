import HTTPCore
import ImageWorkerCore
import JSON

/// An images API's event stream, event by event: OpenAI's `image_generation.*` and `image_edit.*`, and Ark's, which has
/// a failed item beside good ones in a group.
package struct ImagesStream: Sendable {
    /// What an event asks for.
    package enum Step: Sendable {
        case goOn
        /// An unfinished picture, numbered from 0; `bytes` are yet to be checked.
        case partial(Int, bytes: [UInt8])
        /// Nothing more that matters follows.
        case end
    }

    /// What the stream has said so far.
    package private(set) var answer = ImagesAnswer()
    /// Unfinished pictures so far: work that may be charged.
    package private(set) var partials = 0
    /// Whether its last event was there; a stream may also break off.
    package private(set) var isComplete = false
    /// Whether that was an error of the whole.
    package private(set) var hasFailed = false
    private let readFault: ImagesAnswer.FaultReader

    /// A stream of which nothing has come yet.
    package init(_ readFault: @escaping ImagesAnswer.FaultReader) { self.readFault = readFault }

    /// Takes the next event.
    package mutating func take(_ event: ServerSentEvent) -> Step {
        guard let found = try? JSONSpans.find(Self.paths, in: event.bytes) else { return .goOn }
        let name = word(event, found[0]) ?? event.event
        switch name.split(separator: ".").last {
        case "partial_image": return partial(event, found)
        case "partial_succeeded", "partial_failed":
            answer.note(item: nil, in: event.bytes, readFault)
            return .goOn
        case "completed":
            answer.note(item: nil, in: event.bytes, readFault)
            if let ticks = found[3] { answer.note(ticks: ticks, in: event.bytes) }
            isComplete = true
            return .end
        default: return failed(event, found)
        }
    }

    private static let paths: [[JSONSpans.Step]] = [
        ["type"], ["b64_json"], ["partial_image_index"], ["usage", "cost_in_usd_ticks"], ["error"],
    ]

    private mutating func partial(_ event: ServerSentEvent, _ found: [Range<Int>?]) -> Step {
        defer { partials += 1 }
        guard let text = found[1], let bytes = PictureText.decode(event.bytes, at: text) else { return .goOn }
        let index = found[2].flatMap { try? JSONValue.parse(event.bytes, in: $0).int }
        return .partial(index ?? partials, bytes: bytes)
    }

    /// An event that is an error ends the stream; others are none of our business.
    private mutating func failed(_ event: ServerSentEvent, _ found: [Range<Int>?]) -> Step {
        guard found[4] != nil, event.bytes.count <= ProviderAnswer.smallBody,
            let fault = (try? JSONValue.parse(event.bytes)).flatMap({ readFault($0) })
        else { return .goOn }
        answer.note(fault)
        (isComplete, hasFailed) = (true, true)
        return .end
    }

    private func word(_ event: ServerSentEvent, _ place: Range<Int>?) -> String? {
        place.flatMap { $0.count < 100 ? try? JSONValue.parse(event.bytes, in: $0).string : nil }
    }
}
