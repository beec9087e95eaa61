import HTTPCore
import Signing

/// Checks signatures as a provider's server does: by the names in `SignedHeaders`, in their order.
package struct SignatureVerifier: Sendable {
    private let dialect: SigningDialect
    private let identity: SigningIdentity

    /// Knows one caller's keys.
    package init(_ dialect: SigningDialect = .volcengine, _ identity: SigningIdentity) {
        self.dialect = dialect
        self.identity = identity
    }

    /// What is wrong with the signature of a request, in a word as Volcengine's gateway says it; nil when it is right.
    package func fault(_ head: RequestHead, body: [UInt8]) -> String? {
        guard let authorization = head.fields["Authorization"] else { return "MissingSignature" }
        guard let parts = Parts(authorization, dialect) else { return "InvalidAuthorization" }
        guard let date = head.fields[dialect.dateField] else { return "InvalidTimestamp" }
        let scope = [identity.accessKey, String(date.prefix(8)), identity.region, identity.service, dialect.terminator]
        guard parts.credential == scope.joined(separator: "/") else { return "InvalidAccessKey" }
        let bodyHash = Hex.text(Digest.sha256(body))
        guard head.fields[dialect.bodyHashField] == bodyHash else { return "SignatureDoesNotMatch" }
        guard parts.names.contains("host"), parts.names.contains(dialect.dateField.lowercased()),
            let query = QueryString(head.query)
        else { return "InvalidAuthorization" }
        let signature = RequestSignature(
            canonical(head, parts, query, bodyHash), SigningDate(text: date), identity, dialect)
        return signature.signature == parts.signature ? nil : "SignatureDoesNotMatch"
    }

    private func canonical(
        _ head: RequestHead, _ parts: Parts, _ query: QueryString, _ bodyHash: String
    ) -> CanonicalRequest {
        let fields = parts.names.map { name in
            let value = head.fields[name] ?? ""
            return SignableRequest.Pair(name, name == "host" ? RequestSigner.withoutDefaultPort(value) : value)
        }
        return CanonicalRequest(
            method: head.method.name, path: dialect.canonical(path: String(head.path)),
            query: query.items.map { SignableRequest.Pair($0.name, $0.value) }, fields: fields, bodyHash: bodyHash)
    }

    private struct Parts {
        let credential: String
        let names: [String]
        let signature: String

        init?(_ authorization: String, _ dialect: SigningDialect) {
            guard authorization.hasPrefix(dialect.algorithm + " ") else { return nil }
            var values: [String: String] = [:]
            for part in authorization.dropFirst(dialect.algorithm.count + 1).split(separator: ",") {
                let halves = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                guard halves.count == 2 else { return nil }
                values[String(halves[0])] = String(halves[1])
            }
            guard let credential = values["Credential"], let names = values["SignedHeaders"],
                let signature = values["Signature"]
            else { return nil }
            self.credential = credential
            self.names = names.split(separator: ";").map(String.init)
            self.signature = signature
        }
    }
}
