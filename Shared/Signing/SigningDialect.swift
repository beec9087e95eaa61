/// What one provider's Signature Version 4 does otherwise than another's.
package struct SigningDialect: Sendable {
    /// Begins `Authorization` and the string to sign.
    package let algorithm: String
    /// Stands before the secret key in the first HMAC.
    package let keyPrefix: String
    /// Ends the scope and the chain of keys.
    package let terminator: String
    package let dateField: String
    package let bodyHashField: String
    package let tokenField: String
    /// Whether the path is percent-encoded here, or signed as it is sent.
    package let encodesPath: Bool
    /// The media type that is added to, and signed with, a request that has a body's method but names none.
    package let defaultContentType: String?
    /// Lower-cased names besides `host` that are signed.
    private let signedNames: Set<String>
    /// Every lower-cased name that begins so is signed.
    private let signedPrefix: String

    /// Whether a field of that name is part of the signature.
    package func signs(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == "host" || signedNames.contains(name) || name.hasPrefix(signedPrefix)
    }

    /// The path as the canonical request has it; an empty one is `/`.
    package func canonical(path: String) -> String {
        let path = path.isEmpty ? "/" : path
        return encodesPath ? PercentEncoding.path(path) : path
    }

    /// Volcengine's open API: no prefix before the secret key, which is not decoded either.
    package static let volcengine = SigningDialect(
        algorithm: "HMAC-SHA256", keyPrefix: "", terminator: "request", dateField: "X-Date",
        bodyHashField: "X-Content-Sha256", tokenField: "X-Security-Token", encodesPath: true,
        defaultContentType: "application/x-www-form-urlencoded; charset=utf-8",
        signedNames: ["content-type", "content-md5"], signedPrefix: "x-")
}
