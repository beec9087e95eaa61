import HTTPCore

/// A request to send.
package struct ClientRequest: Sendable {
    package var method: HTTPMethod
    /// http or https.
    package var url: String
    /// `Host` and the framing fields are the client's own.
    package var fields: HTTPFields
    package var body: ClientBody
    /// For the whole exchange with all its redirects, from the call to the last byte of the answer.
    package var deadline: Duration?
    /// For name lookup, connection and TLS.
    package var connectTimeout: Duration = .seconds(10)
    /// Fails the exchange when no byte moves for so long; time in which the caller does not read or write is not
    /// counted. An upload's progress is looked at once in that time.
    package var idleTimeout: Duration?
    package var trust: Trust
    /// Fails an answer with a larger body, early if its length is declared.
    package var maxResponseBytes: Int?
    /// Redirects that GET and HEAD follow; with 0 the redirect is the answer.
    package var followRedirects = 0
    /// Never puts the request on the wire a second time. Otherwise libcurl repeats a request when a reused connection
    /// dies before any byte of the answer, and the peer may then act twice. On for POST and PATCH.
    package var sendOnce: Bool
    /// Bytes that one read takes at most; nil: as `HTTPClientSettings.readBufferBytes` says. Set it low where little
    /// comes over a long time: libcurl holds such a buffer until the end.
    package var readBufferBytes: Int?
    /// Whether the client's proxy serves this request, if there is one.
    package var usesProxy = true

    /// A request without time limits but for the connection's 10 s.
    package init(
        _ method: HTTPMethod, _ url: String, fields: HTTPFields = [:], body: ClientBody = .none,
        trust: Trust = .configured
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.trust = trust
        sendOnce = method == .post || method == .patch
    }
}

/// What a request carries.
package enum ClientBody: Sendable {
    case none
    case bytes([UInt8])
    /// Chunks until nil, asked for as the peer takes them; chunked on the wire if the length is not known.
    case stream(length: Int?, pull: @Sendable () async throws -> [UInt8]?)
}

/// Where the address of a request comes from.
package enum Trust: Sendable {
    /// An operator's own base URL (a provider, a worker): any address. A redirect to another origin is guarded.
    case configured
    /// From outside (the URL of a picture): public addresses only.
    case guarded(AddressGuard)
}
