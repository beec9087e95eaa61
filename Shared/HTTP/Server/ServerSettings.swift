import HTTPCore

/// How the server listens and what it allows.
package struct ServerSettings: Sendable {
    /// An IPv4 or IPv6 address, `localhost` (both loopbacks), or a name of this machine; `::` takes IPv4 too.
    package var host = "127.0.0.1"
    /// 0: any free one.
    package var port = 0
    /// Sizes of head and body. `limits.body` holds for every route; a route may allow less by `collect(limit:)`.
    package var limits = HTTPLimits(body: 64 << 20)
    /// Connections at once; the next one is answered 503.
    package var maxConnections = 16_384
    /// A connection without a request is closed after this.
    package var idleTimeout: Duration = .seconds(75)
    /// A request's head must be whole this long after its first byte, else 408.
    package var headTimeout: Duration = .seconds(30)
    /// In each such time a body must bring `minimumBodyBytes` or its end, else 408.
    package var bodyTimeout: Duration = .seconds(30)
    /// Bytes.
    package var minimumBodyBytes = 4096
    /// In each such time a client must take `minimumWriteBytes` of its answer or all of it, else it is cut off.
    package var writeTimeout: Duration = .seconds(30)
    /// Bytes.
    package var minimumWriteBytes = 4096
    /// After the last answer of a connection, how long what the client still sends is thrown away, so that the answer
    /// is not lost in a reset.
    package var lingerTimeout: Duration = .seconds(5)
    /// Bytes of an answer that wait for the client above which `write` suspends.
    package var writeHighMark = 64 << 10
    /// Bytes below which it goes on.
    package var writeLowMark = 16 << 10
    /// Bytes of a body that wait for the handler above which the socket is not read.
    package var readHighMark = 64 << 10
    /// Once the drain's limit has come and tasks are cancelled, how long their answers may take.
    package var cancelGrace: Duration = .seconds(2)

    /// The defaults above.
    package init() {}
}
