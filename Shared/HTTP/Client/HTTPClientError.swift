/// Why a request has no (whole) answer. Each case says whether the peer may have begun to act on it.
package enum HTTPClientError: Error {
    /// Whether bytes of the request may have reached a peer; what was paid may hang on it.
    package enum Sent: Sendable, Equatable {
        /// Certainly not.
        case no
        /// It may have been received and acted upon, whole or in part.
        case maybe
    }

    package enum Limit: Sendable, Equatable {
        /// Name, connection and TLS within `connectTimeout`.
        case connect
        /// No byte in either direction for `idleTimeout`.
        case idle
        /// The whole exchange within `deadline`.
        case whole
    }

    /// The request cannot be put on the wire: what is wrong with it.
    case invalidRequest(String)
    /// The host's name has no address; the text is the resolver's.
    case unresolvable(host: String, String)
    /// The guard refused the address.
    case addressRefused(host: String)
    /// No connection: refused, unreachable, or a proxy that said no.
    case connectFailed(String)
    /// The TLS handshake failed, or the certificate is not trusted.
    case tlsFailed(String)
    case timedOut(Limit, Sent)
    /// The caller's task was cancelled.
    case cancelled(Sent)
    /// The connection broke, or the answer breaks off or breaks the protocol.
    case exchangeFailed(String, Sent)
    /// The answer's header is over the limit of `HTTPClientSettings.maxHeaderBytes`.
    case headerTooLarge
    /// The answer's body is over this limit, in bytes.
    case bodyTooLarge(limit: Int)
    /// More redirects than `followRedirects`, or one to no http(s) address.
    case redirectRefused(String)
    /// The source of a streamed body failed.
    case uploadFailed(any Error, Sent)
    /// The client was shut down.
    case shutDown(Sent)

    /// Whether bytes of the request may have reached a peer.
    ///
    /// libcurl calls back right before it sends a request (CURLOPT_PREREQFUNCTION), on new and on reused connections and
    /// after the TLS handshake. Before that call nothing of the request can be on the wire.
    package var requestWasSent: Sent {
        switch self {
        case .invalidRequest, .unresolvable, .addressRefused, .connectFailed, .tlsFailed: .no
        case .headerTooLarge, .bodyTooLarge, .redirectRefused: .maybe
        case .timedOut(_, let sent), .cancelled(let sent), .exchangeFailed(_, let sent), .uploadFailed(_, let sent),
            .shutDown(let sent):
            sent
        }
    }
}
