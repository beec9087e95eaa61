extension SettingKind {
    /// Several of `item`, separated by commas, in the order given; the same twice is refused.
    package static func list<Item: Sendable & Equatable>(of item: SettingKind<Item>) -> SettingKind
    where Value == [Item] {
        SettingKind(
            "a comma-separated list, each " + item.expectation,
            isSecret: item.isSecret,
            parse: { text in
                var items: [Item] = []
                for part in text.split(separator: ",").map({ String($0).trimmed }) where !part.isEmpty {
                    guard let one = item.parse(part), !items.contains(one), items.count < 1000 else { return nil }
                    items.append(one)
                }
                return items
            },
            show: { $0.isEmpty ? "none" : $0.map(item.show).joined(separator: ",") })
    }
}

extension SettingKind where Value == String {
    /// `host` or `host:port`, in lowercase.
    package static var hostWithPort: SettingKind {
        SettingKind(
            "host or host:port", parse: { HostName.isValidWithPort($0) ? $0.lowercased() : nil }, show: { $0 })
    }
}

extension SettingKind where Value == AllowedOrigins {
    /// `*`, or origins such as `https://example.org`.
    package static var origins: SettingKind {
        SettingKind("* or a comma-separated list of origins", parse: { AllowedOrigins($0) }, show: { $0.description })
    }
}

/// Which pages may read answers (CORS).
package enum AllowedOrigins: Sendable, Equatable, CustomStringConvertible {
    case any
    /// Scheme, host and port, in lowercase, without a slash at the end.
    case these([String])

    init?(_ text: String) {
        if text.trimmed == "*" {
            self = .any
            return
        }
        let kind = SettingKind<[String]>.list(of: .url())
        guard let origins = kind.parse(text), !origins.isEmpty, origins.allSatisfy(Self.isOrigin) else { return nil }
        self = .these(origins.map { $0.lowercased() })
    }

    package var description: String {
        switch self {
        case .any: "*"
        case .these(let origins): origins.joined(separator: ",")
        }
    }

    private static func isOrigin(_ address: String) -> Bool {
        address.split(separator: "/", omittingEmptySubsequences: false).count == 3
            && !address.contains { "@?".contains($0) }
    }
}
