/// The origin of a web page, as the Origin field tells it.
struct WebOrigin {
    /// Host with port, as in the Host field.
    let authority: Substring
    /// In lower case, without port; an IPv6 address in brackets.
    let host: String

    /// Nil for `null` and for what is no http or https origin.
    init?(_ text: String) {
        guard let rest = Self.withoutScheme(text), !rest.isEmpty, !rest.contains("/") else { return nil }
        authority = rest
        host = Authority.host(rest)
    }

    private static func withoutScheme(_ text: String) -> Substring? {
        for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
            return text.dropFirst(scheme.count)
        }
        return nil
    }

    var isLoopback: Bool { Authority.isLoopback(host) }
}

/// Host and port of the Host field.
enum Authority {
    /// Without the port, in lower case.
    static func host(_ authority: Substring) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return authority[...end].lowercased()
        }
        return authority.prefix { $0 != ":" }.lowercased()
    }

    /// Whether it is `localhost` or `127.0.0.1`, with or without port: the usual ones, without making strings.
    static func isPlainlyLoopback(_ authority: String) -> Bool {
        isHost("localhost", of: authority) || isHost("127.0.0.1", of: authority)
    }

    private static func isHost(_ host: StaticString, of authority: String) -> Bool {
        let length = host.utf8CodeUnitCount
        var authority = authority
        return authority.withUTF8 { text in
            guard text.count == length || text.count > length && text[length] == 0x3A else { return false }
            for index in 0..<length where text[index] != host.utf8Start[index] { return false }
            return true
        }
    }

    /// `localhost`, `*.localhost` (RFC 6761 section 6.3), 127.0.0.0/8 and `[::1]`.
    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" || host.hasSuffix(".localhost") { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
