import Glibc

extension SettingKind where Value == String {
    /// Any text, kept as it is.
    package static var text: SettingKind {
        SettingKind("text", parse: { $0 }, show: { $0.isEmpty ? "empty" : $0 })
    }

    /// A file or folder; relative to the working directory.
    package static var path: SettingKind {
        SettingKind("a path", parse: { $0.utf8.contains(0) ? nil : $0 }, show: { $0 })
    }

    /// A name or address to listen on.
    package static var host: SettingKind {
        SettingKind("a host name or address", parse: { HostName.isValid($0.trimmed) ? $0.trimmed : nil }, show: { $0 })
    }

    /// An address with one of these schemes; slashes at its end are dropped, so that paths can be put behind it.
    package static func url(schemes: [String] = ["http", "https"]) -> SettingKind {
        SettingKind(
            "an address beginning with " + schemes.map { $0 + "://" }.joined(separator: " or "),
            parse: { WebAddress.clean($0.trimmed, schemes: schemes) },
            show: WebAddress.withoutUser)
    }
}

extension SettingKind where Value == Secret {
    package static var secret: SettingKind {
        SettingKind("a secret", isSecret: true, parse: { Secret($0) }, show: { $0.description })
    }
}

extension SettingKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases, by its raw value; letters' case does not matter.
    package static func choice(of type: Value.Type = Value.self) -> SettingKind {
        SettingKind(
            "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "),
            parse: { text in Value.allCases.first { $0.rawValue.lowercased() == text.trimmed.lowercased() } },
            show: { $0.rawValue })
    }
}

/// What counts as the name of a host.
enum HostName {
    /// A name, an IPv4 address, or an IPv6 address with or without brackets.
    static func isValid(_ host: String) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") { return Self.isIPv6(String(host.dropFirst().dropLast())) }
        if host.contains(":") { return Self.isIPv6(host) }
        return (1...253).contains(host.utf8.count) && host.utf8.allSatisfy(isNameByte) && !host.hasPrefix("-")
    }

    /// With an optional port, as in `host:443` or `[::1]:443`.
    static func isValidWithPort(_ text: String) -> Bool {
        if isValid(text) { return true }
        guard let colon = text.lastIndex(of: ":") else { return false }
        return isPort(String(text[text.index(after: colon)...])) && isValid(String(text[..<colon]))
    }

    private static func isIPv6(_ text: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, text, &address) == 1
    }

    static func isPort(_ text: String) -> Bool {
        text.isDigits && text.utf8.count <= 5 && (1...65_535).contains(Int(text) ?? 0)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Addresses with a scheme, as settings take them.
package enum WebAddress {
    /// Without slashes at the end; nil if the scheme is another or the host is none.
    static func clean(_ text: String, schemes: [String]) -> String? {
        guard let scheme = text.firstRange(of: "://"), schemes.contains(text[..<scheme.lowerBound].lowercased()),
            text.utf8.count <= 2048, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !text.utf8.contains(UInt8(ascii: "#")), !text.utf8.contains(UInt8(ascii: "\\"))
        else { return nil }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        guard HostName.isValidWithPort(String(host)) else { return nil }
        var end = text.endIndex
        while text[..<end].last == "/" { end = text.index(before: end) }
        return String(text[..<end])
    }

    /// The host of an address that `url` took, in lower case and without port; an IPv6 address in brackets.
    package static func host(_ text: String) -> String {
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        let end =
            host.hasPrefix("[") ? host.firstIndex(of: "]").map { host.index(after: $0) } : host.firstIndex(of: ":")
        return host[..<(end ?? host.endIndex)].lowercased()
    }

    /// For showing: a proxy's password may stand in front of the host.
    package static func withoutUser(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@") else { return text }
        return text[..<scheme.upperBound] + "•••" + text[at...]
    }
}
