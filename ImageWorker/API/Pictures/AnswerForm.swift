import HTTPCore

/// The three forms of an answer, by `Accept`.
enum AnswerForm: Sendable {
    case json
    /// The picture's bytes.
    case picture
    case events

    /// JSON, unless another form is preferred.
    init(_ fields: HTTPFields) {
        let accept = AcceptHeader(fields)
        if accept.prefers("text/event-stream", over: "application/json") {
            self = .events
        } else if accept.prefers("image/png", over: "application/json") {
            self = .picture
        } else {
            self = .json
        }
    }
}
