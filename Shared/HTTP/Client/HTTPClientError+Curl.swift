import CCurl

extension HTTPClientError {
    /// The failure that a result of libcurl means; `sent` as of its end.
    init(_ code: CURLcode, text: String, host: String, sent: Sent) {
        guard sent == .no else {
            self = code == CURLE_OPERATION_TIMEDOUT ? .timedOut(.idle, sent) : .exchangeFailed(text, sent)
            return
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .unresolvable(host: host, text)
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut(.connect, .no)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT: self = .invalidRequest(text)
        case _ where Self.ofTLS.contains(code.rawValue): self = .tlsFailed(text)
        default: self = .connectFailed(text)
        }
    }

    private static let ofTLS: Set<UInt32> = Set(
        [
            CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_ENGINE_NOTFOUND,
        ].map(\.rawValue))
}
