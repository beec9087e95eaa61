import HTTPCore
import Observability

/// What accompanies a request through middleware and handler. Small: it lies in the frame of each of them.
package struct RequestContext: Sendable {
    private let facts: Facts
    /// Of the route's pattern, percent-decoded.
    package var parameters: PathParameters

    private final class Facts: Sendable {
        let id: String
        let trace: TraceContext
        let received: ContinuousClock.Instant
        let peer: PeerAddress
        let logger: Logger

        init(
            id: String, trace: TraceContext, received: ContinuousClock.Instant, peer: PeerAddress, logger: Logger
        ) {
            self.id = id
            self.trace = trace
            self.received = received
            self.peer = peer
            self.logger = logger
        }
    }

    /// A context of those parts.
    package init(
        id: String, trace: TraceContext, received: ContinuousClock.Instant, peer: PeerAddress,
        logger: Logger, parameters: PathParameters = PathParameters()
    ) {
        facts = Facts(id: id, trace: trace, received: received, peer: peer, logger: logger)
        self.parameters = parameters
    }

    /// Taken from `X-Request-Id` if well-formed, else made.
    package var id: String { facts.id }
    /// The caller's trace, or a new one.
    package var trace: TraceContext { facts.trace }
    /// When the head was complete.
    package var received: ContinuousClock.Instant { facts.received }
    package var peer: PeerAddress { facts.peer }

    /// Writes the request's id in every line; made anew at each call, so keep it when several lines are written.
    package var logger: Logger { facts.logger.with(requestID: id) }
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
