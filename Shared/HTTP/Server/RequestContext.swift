import HTTPCore
import Observability

/// What accompanies a request through middleware and handler.
package struct RequestContext: Sendable {
    /// Taken from `X-Request-Id` if well-formed, else made.
    package let id: String
    /// Of the route's pattern, percent-decoded.
    package var parameters: PathParameters
    /// The caller's trace, or a new one.
    package let trace: TraceContext
    /// When the head was complete.
    package let received: ContinuousClock.Instant
    package let peer: PeerAddress
    private let baseLogger: Logger

    /// A context of those parts.
    package init(
        id: String, trace: TraceContext, received: ContinuousClock.Instant, peer: PeerAddress,
        logger: Logger, parameters: PathParameters = PathParameters()
    ) {
        self.id = id
        self.trace = trace
        self.received = received
        self.peer = peer
        self.parameters = parameters
        baseLogger = logger
    }

    /// Writes the request's id in every line; made anew at each call, so keep it when several lines are written.
    package var logger: Logger { baseLogger.with(requestID: id) }
}

/// Values of the `{name}` parts of a route's pattern.
package struct PathParameters: Sendable {
    private var pairs: [(name: String, value: String)] = []

    /// None.
    package init() {}

    mutating func add(_ name: String, _ value: String) { pairs.append((name, value)) }

    /// The decoded value; nil when the pattern has no such name.
    package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }
}
