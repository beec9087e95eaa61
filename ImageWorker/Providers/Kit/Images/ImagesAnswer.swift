import Decisions
import ImageWorkerCore
import JSON

/// What the answer of an images API holds: `data`, a list of pictures and of failures, from one JSON document or
/// gathered from an event stream. Read by spans: pictures of megabytes are found, not parsed.
package struct ImagesAnswer: Sendable {
    /// How a service's error is read from its envelope.
    package typealias FaultReader = @Sendable (JSONValue) -> ServiceFault?

    /// The first picture that can be had: an attempt is about one.
    package private(set) var picture: PictureSource?
    /// Pictures in all.
    package private(set) var pictures = 0
    /// Items that failed; the others are not touched by that.
    package private(set) var failures = 0
    /// Of the whole, else of the first item that failed.
    package private(set) var fault: ServiceFault?
    /// An item that says nothing but that moderation took its picture away.
    package private(set) var isBlocked = false
    /// A picture's text that is none.
    package private(set) var isBroken = false
    /// A web page: somebody else answers at that address.
    package private(set) var isPage = false
    /// As the service itself says; nil where it counts tokens only.
    package private(set) var costMicroUSD: Int?

    /// Nothing yet.
    package init() {}

    /// What a JSON document says; nothing when it is none.
    package init(_ body: [UInt8], _ readFault: FaultReader) {
        isPage = body.first { $0 > 0x20 } == 0x3C
        guard let found = try? JSONSpans.find(Self.paths, in: body) else { return }
        if let error = found[0] { note(error: error, code: found[1], requestID: found[2], in: body, readFault) }
        if let ticks = found[3] { note(ticks: ticks, in: body) }
        guard let data = found[4], let items = try? JSONSpans.elements(body, in: data) else { return }
        for item in items.prefix(Self.mostItems) { note(item: item, in: body, readFault) }
    }

    /// Takes one item of `data`, or an event that has an item's members.
    package mutating func note(item place: Range<Int>? = nil, in body: [UInt8], _ readFault: FaultReader) {
        guard let members = try? JSONSpans.object(body, in: place) else { return }
        func member(_ name: String) -> Range<Int>? { members.last { $0.key == name }?.range }
        func value(_ name: String) -> JSONValue? { member(name).flatMap { Self.small(body, $0) } }
        if let text = member("b64_json"), text.count > 2, body[text.lowerBound] == 0x22 {
            note(picture: picture == nil ? PictureText.decode(body, at: text).map { .bytes($0) } : picture)
        } else if let text = member("url"), text.count > 2, body[text.lowerBound] == 0x22 {
            note(picture: picture ?? Self.source(body, text))
        } else if let error = value("error"), !error.isNull {
            failures += 1
            fault = fault ?? readFault(["error": error])
        } else if value("respect_moderation")?.bool == false {
            failures += 1
            isBlocked = true
        }
    }

    /// Takes the fault of the whole.
    package mutating func note(_ fault: ServiceFault) { self.fault = fault }

    /// Takes `usage.cost_in_usd_ticks` of xAI: 1 tick is 1e-10 USD.
    package mutating func note(ticks place: Range<Int>, in body: [UInt8]) {
        guard let ticks = Self.small(body, place)?.int, (0...1_000_000_000_000_000).contains(ticks) else { return }
        costMicroUSD = (ticks + 5000) / 10_000
    }

    /// Items of `data` that are looked at: one picture is ordered, and no service gives more than 15.
    private static let mostItems = 64
    private static let paths: [[JSONSpans.Step]] = [
        ["error"], ["code"], ["request_id"], ["usage", "cost_in_usd_ticks"], ["data"],
    ]

    private mutating func note(picture: PictureSource?) {
        pictures += 1
        self.picture = self.picture ?? picture
        if picture == nil { isBroken = true }
    }

    private mutating func note(
        error: Range<Int>, code: Range<Int>?, requestID: Range<Int>?, in body: [UInt8], _ readFault: FaultReader
    ) {
        var envelope = JSONObject()
        envelope["error"] = Self.small(body, error)
        envelope["code"] = code.flatMap { Self.small(body, $0) }
        envelope["request_id"] = requestID.flatMap { Self.small(body, $0) }
        fault = readFault(.object(envelope))
    }

    /// An address, or the picture itself as a data URL.
    private static func source(_ body: [UInt8], _ place: Range<Int>) -> PictureSource? {
        if let text = small(body, place)?.string, text.hasPrefix("http://") || text.hasPrefix("https://") {
            return .url(text)
        }
        return PictureText.decode(body, at: place).map { .bytes($0) }
    }

    /// A value that is no picture.
    private static func small(_ body: [UInt8], _ place: Range<Int>) -> JSONValue? {
        place.count <= 16 << 10 ? try? JSONValue.parse(body, in: place) : nil
    }
}
