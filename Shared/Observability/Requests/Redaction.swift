/// Keeps secrets out of what is logged or shown.
package enum Redaction {
    /// Stands where a secret was.
    package static let dots = "•••"

    /// Parts of header and parameter names whose values are not shown, in lowercase.
    private static let secretParts = [
        "authorization", "cookie", "token", "secret", "key", "password", "passwd", "signature", "credential", "session",
    ]
    private static let secretNames: Set<String> = ["sig", "auth", "code", "pwd"]

    /// Whether a header or parameter of this name may hold a secret.
    package static func isSecret(name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return secretNames.contains(name) || secretParts.contains { name.contains($0) }
    }

    /// The value, or dots if the name says that it is a secret.
    package static func header(_ name: String, _ value: String) -> String {
        isSecret(name: name) ? dots : value
    }

    /// The address without user, password, fragment and the values of secret parameters.
    package static func url(_ text: String) -> String {
        let whole = text.prefix { $0 != "#" }
        let address = whole.prefix { $0 != "?" }
        let query = whole.dropFirst(address.count + 1)
        let shown = withoutUser(String(address))
        return query.isEmpty ? shown : shown + "?" + query.split(separator: "&").map(parameter).joined(separator: "&")
    }

    private static func parameter(_ pair: Substring) -> String {
        let name = pair.prefix { $0 != "=" }
        return isSecret(name: name) && name.count < pair.count ? name + "=" + dots : String(pair)
    }

    private static func withoutUser(_ address: String) -> String {
        guard let scheme = address.firstRange(of: "://") else { return address }
        let rest = address[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return address }
        return address[..<scheme.upperBound] + dots + rest[at...]
    }
}
