import HTTPCore
import JSON

/// Lets pass who shows a key or a name with password; everybody may see the exempt paths.
package struct Authentication: Filter {
    /// What is accepted. Empty: nobody passes.
    package struct Credentials: Sendable {
        package var keys: [String]
        package var basic: (user: String, password: String)?
        /// A cookie that carries a key or a session's secret, e.g. for pages; nil: cookies do not count.
        package var cookie: CookieCheck?

        /// Those keys, that pair, that cookie.
        package init(
            keys: [String] = [], basic: (user: String, password: String)? = nil, cookie: CookieCheck? = nil
        ) {
            self.keys = keys
            self.basic = basic
            self.cookie = cookie
        }
    }

    /// A cookie by name and what its value must satisfy.
    package struct CookieCheck: Sendable {
        let name: String
        let isValid: @Sendable (String) -> Bool

        /// `isValid` must take the same time for wrong values as for right ones.
        package init(name: String, isValid: @escaping @Sendable (String) -> Bool) {
            self.name = name
            self.isValid = isValid
        }
    }

    private let keys: [[UInt8]]
    private let basic: [UInt8]?
    private let cookie: CookieCheck?
    private let exempt: Set<String>
    private let isAllowed: @Sendable (RequestHead) -> Bool
    private let schemes: [String]

    /// Requires one of the credentials on all paths but `exempt`, which are compared whole, and of all requests but those
    /// that are allowed by what they carry themselves, such as a signed address.
    package init(
        _ credentials: Credentials, exempt: Set<String>,
        isAllowed: @escaping @Sendable (RequestHead) -> Bool = { _ in false }
    ) {
        keys = credentials.keys.map { Array($0.utf8) }
        basic = credentials.basic.map { Array("\($0.user):\($0.password)".utf8) }
        cookie = credentials.cookie
        schemes =
            (keys.isEmpty ? [] : ["Bearer"]) + (basic == nil ? [] : [#"Basic realm="ScriptToFrame", charset="UTF-8""#])
        self.exempt = exempt
        self.isAllowed = isAllowed
    }

    package func before(_ request: inout ServerRequest, _ context: RequestContext) throws -> ServerResponse? {
        guard exempt.contains(String(request.head.path)) || isKnown(request.fields) || isAllowed(request.head) else {
            throw HTTPServerError.unauthorized(schemes: schemes)
        }
        return nil
    }

    private func isKnown(_ fields: HTTPFields) -> Bool {
        if let field = fields["Authorization"] { return isValid(field) }
        guard let cookie, let value = Self.cookie(cookie.name, fields) else { return false }
        return cookie.isValid(value)
    }

    private func isValid(_ field: String) -> Bool {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return false }
        let token = Array(parts[1].drop { $0 == " " }.utf8)
        switch parts[0].lowercased() {
        case "bearer": return keys.reduce(false) { $0 || ConstantTime.equal($1, token) }
        case "basic": return isValidPair(token)
        default: return false
        }
    }

    private func isValidPair(_ token: [UInt8]) -> Bool {
        guard let basic, let pair = Base64.decode(token) else { return false }
        return ConstantTime.equal(basic, pair)
    }

    private static func cookie(_ name: String, _ fields: HTTPFields) -> String? {
        for line in fields.values("Cookie") {
            for pair in line.split(separator: ";") {
                let halves = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if halves.count == 2, halves[0] == name { return String(halves[1]) }
            }
        }
        return nil
    }
}

/// Comparing secrets without telling by the time taken where they differ.
package enum ConstantTime {
    /// Whether both are the same; the time depends on the length of `given` only.
    package static func equal(_ secret: [UInt8], _ given: [UInt8]) -> Bool {
        guard !secret.isEmpty else { return false }
        var difference = secret.count ^ given.count
        for index in given.indices { difference |= Int(secret[index % secret.count] ^ given[index]) }
        return difference == 0
    }
}
