/// A signature with the steps that led to it, and the fields that carry it.
package struct RequestSignature: Sendable {
    package let canonical: CanonicalRequest
    package let stringToSign: String
    /// Lower-case hexadecimal.
    package let signature: String
    /// What to add to the request, `Authorization` last.
    package let fields: [SignableRequest.Pair]

    /// Computes it; `fields` are those that the signer added.
    package init(
        _ canonical: CanonicalRequest, _ date: SigningDate, _ identity: SigningIdentity, _ dialect: SigningDialect,
        fields: [SignableRequest.Pair] = []
    ) {
        let scope = [date.day, identity.region, identity.service, dialect.terminator].joined(separator: "/")
        let hash = Hex.text(Digest.sha256(Array(canonical.text.utf8)))
        self.canonical = canonical
        stringToSign = [dialect.algorithm, date.text, scope, hash].joined(separator: "\n")
        let key = SigningKey.chain(identity, day: date.day, dialect).signing
        signature = Hex.text(Digest.hmacSHA256(key: key, Array(stringToSign.utf8)))
        let authorization =
            "\(dialect.algorithm) Credential=\(identity.accessKey)/\(scope), "
            + "SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)"
        self.fields = fields + [.init("Authorization", authorization)]
    }
}

/// The keys on the way from the secret key to the one that signs.
package struct SigningKey: Sendable {
    package let date: [UInt8]
    package let region: [UInt8]
    package let service: [UInt8]
    package let signing: [UInt8]

    /// The chain for that day.
    package static func chain(_ identity: SigningIdentity, day: String, _ dialect: SigningDialect) -> SigningKey {
        func next(_ key: [UInt8], _ text: String) -> [UInt8] { Digest.hmacSHA256(key: key, Array(text.utf8)) }
        let date = next(Array((dialect.keyPrefix + identity.secretKey).utf8), day)
        let region = next(date, identity.region)
        let service = next(region, identity.service)
        return SigningKey(date: date, region: region, service: service, signing: next(service, dialect.terminator))
    }
}
