/// What all requests of a client share.
package struct HTTPClientSettings: Sendable {
    /// Connections that are kept, busy ones included; beyond it a connection is closed after its request, so it must be
    /// above the requests in flight.
    package var maxConnections = 8192
    /// A proxy (`http://host:port`) for requests to configured addresses that want one; the proxy variables of the
    /// environment count for nothing.
    package var proxy: String?
    /// Whether guarded requests take the proxy too. It then resolves the names, and must itself keep off inner addresses.
    package var proxiesGuarded = false
    /// Certificates to trust instead of the system's, a PEM file.
    package var certificateFile: String?
    /// `User-Agent` of requests that bring none; nil sends none.
    package var userAgent: String?
    /// Largest header of an answer, all its lines together, in bytes.
    package var maxHeaderBytes = 64 * 1024
    /// Bytes of an answer that wait for its reader before the peer is slowed down.
    package var bodyHighWater = 64 * 1024
    /// Bytes that one read takes at most; libcurl holds such a buffer for each request in flight.
    package var readBufferBytes = 16 * 1024
    /// How long the addresses of a name are believed.
    package var addressLifetime: Duration = .seconds(30)
    /// Names that are looked up side by side.
    package var lookupThreads = 4
    /// A connection that idled for longer is not used for a request that must be sent once: its peer may be about to
    /// close it. Whole seconds.
    package var freshForSendOnce: Duration = .seconds(2)

    /// The defaults.
    package init() {}
}
