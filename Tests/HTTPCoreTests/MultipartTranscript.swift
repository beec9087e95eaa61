import HTTPCore

/// What a parser made of a form's bytes, in a form that does not depend on how they were cut.
struct MultipartTranscript: Equatable, CustomStringConvertible {
    struct Part: Equatable {
        let head: MultipartPart
        var bytes: [UInt8] = []
        var isEnded = false
    }

    var parts: [Part] = []
    /// The last boundary came.
    var isEnded = false
    var error: MultipartError?

    /// Feeds the pieces one after the other, taking all events after each, then ends the body.
    init(_ pieces: [[UInt8]], boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
        var parser = MultipartParser(boundary: boundary, limits: limits)
        do {
            for piece in pieces {
                parser.append(piece)
                while let event = try parser.next() { note(event) }
            }
            try parser.finish()
        } catch {
            self.error = error
        }
    }

    private mutating func note(_ event: MultipartParser.Event) {
        let last = parts.count - 1
        switch event {
        case .part(let head): parts.append(Part(head: head))
        case .bytes(let bytes):
            precondition(!bytes.isEmpty && !parts[last].isEnded, "bytes out of place")
            parts[last].bytes += bytes
        case .partEnd:
            precondition(!parts[last].isEnded, "ended twice")
            parts[last].isEnded = true
        case .end:
            precondition(!isEnded, "ended twice")
            isEnded = true
        }
    }

    var description: String {
        let parts = parts.map { "\($0.head.name) \($0.head.filename ?? "-") \($0.bytes.count) \($0.isEnded)" }
        return "\(parts) ended \(isEnded) error \(error.map { "\($0)" } ?? "none")"
    }
}
