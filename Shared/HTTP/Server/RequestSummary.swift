import HTTPCore

/// What is known of a request once its answer has ended.
package struct RequestSummary: Sendable {
    package let method: HTTPMethod
    /// Without the query.
    package let path: String
    package let status: HTTPStatus
    /// Of the answer's body, framing included.
    package let bytes: Int
    package let duration: Duration
    package let id: String
    package let peer: PeerAddress
    /// The client left before its answer was complete.
    package let clientLeft: Bool
}

/// Hears of every answer, those to malformed requests included. Called on the loop; must be quick.
package protocol RequestObserver: Sendable {
    /// The answer has ended.
    func answered(_ summary: RequestSummary)
}
