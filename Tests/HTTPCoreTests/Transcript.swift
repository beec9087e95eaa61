import HTTPCore

/// What a parser made of some bytes, in a form that does not depend on how they were cut.
struct Transcript: Equatable, CustomStringConvertible {
    var requests: [String] = []
    var bodies: [[UInt8]] = []
    /// Requests that came to their end.
    var ended = 0
    var error: HTTPParseError?
    var isIdle = false

    /// Feeds the pieces one after the other, taking all events after each.
    init(_ pieces: [[UInt8]], limits: HTTPLimits = .standard) {
        var parser = RequestParser(limits: limits)
        do {
            for piece in pieces {
                parser.append(piece)
                while let event = try parser.next() { note(event, parser) }
            }
        } catch {
            self.error = error
        }
        isIdle = error == nil && parser.isIdle
    }

    /// All bytes at once.
    init(_ text: String, limits: HTTPLimits = .standard) { self.init([Array(text.utf8)], limits: limits) }

    private mutating func note(_ event: RequestParser.Event, _ parser: RequestParser) {
        switch event {
        case .head(let head, let body):
            let fields = head.fields.all.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
            let flags = (parser.keepsAlive ? " keep" : " close") + (parser.expectsContinue ? " continue" : "")
            requests.append("\(head.method) \(head.target) \(head.version) [\(fields)] \(body)\(flags)")
            bodies.append([])
        case .body(let bytes): bodies[bodies.count - 1] += bytes
        case .end: ended += 1
        }
    }

    var description: String {
        "\(requests) bodies \(bodies.map(\.count)) ended \(ended) error \(error.map { "\($0)" } ?? "none")"
    }
}
