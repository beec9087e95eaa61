/// Whose key signs, and for which service of which region.
package struct SigningIdentity: Sendable {
    package let accessKey: String
    package let secretKey: String
    /// Of temporary credentials.
    package let sessionToken: String?
    package let region: String
    package let service: String

    /// An identity of those parts; the secret key is used as its UTF-8 bytes.
    package init(
        accessKey: String, secretKey: String, sessionToken: String? = nil, region: String, service: String
    ) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
        self.region = region
        self.service = service
    }
}

/// Signs requests; one canonicaliser, several dialects.
package struct RequestSigner: Sendable {
    private let dialect: SigningDialect
    private let identity: SigningIdentity

    /// A signer of that dialect.
    package init(_ dialect: SigningDialect, _ identity: SigningIdentity) {
        self.dialect = dialect
        self.identity = identity
    }

    /// The signature, and the fields that carry it; sign the exact bytes that are sent.
    package func sign(_ request: SignableRequest, at date: SigningDate) -> RequestSignature {
        let bodyHash = Hex.text(Digest.sha256(request.body))
        var added: [SignableRequest.Pair] = []
        if request.field("Content-Type") == nil, request.method == "POST", let type = dialect.defaultContentType {
            added.append(.init("Content-Type", type))
        }
        added.append(.init(dialect.dateField, date.text))
        added.append(.init(dialect.bodyHashField, bodyHash))
        if let token = identity.sessionToken { added.append(.init(dialect.tokenField, token)) }
        let canonical = canonical(request, adding: added, bodyHash: bodyHash)
        return RequestSignature(canonical, date, identity, dialect, fields: added)
    }

    private func canonical(
        _ request: SignableRequest, adding added: [SignableRequest.Pair], bodyHash: String
    ) -> CanonicalRequest {
        let host = SignableRequest.Pair("host", Self.withoutDefaultPort(request.host))
        let signed = (request.fields + added).filter { dialect.signs($0.name) } + [host]
        return CanonicalRequest(
            method: request.method, path: dialect.canonical(path: request.path),
            query: request.query, fields: signed.sorted { $0.name.lowercased() < $1.name.lowercased() },
            bodyHash: bodyHash)
    }

    /// The host as it is signed: a default port is left out, though the Host field may carry it.
    package static func withoutDefaultPort(_ host: String) -> String {
        for port in [":80", ":443"] where host.hasSuffix(port) { return String(host.dropLast(port.count)) }
        return host
    }
}
