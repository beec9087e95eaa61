import Glibc

/// An IP address or a network of them (`10.0.0.0/8`, `::1`).
package struct AddressRange: Sendable, Equatable, CustomStringConvertible {
    package let description: String
    private let network: [UInt8]
    private let prefix: Int

    /// Nil if it is no address, or the length of the prefix does not suit it.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let network = Self.bytes(of: parts[0]) else { return nil }
        guard parts.count == 1 || (parts[1].isDigits && parts[1].utf8.count <= 3) else { return nil }
        let prefix = parts.count == 2 ? Int(parts[1]) ?? .max : network.count * 8
        guard prefix <= network.count * 8 else { return nil }
        description = text
        self.network = network
        self.prefix = prefix
    }

    /// Whether `address`, as text, lies in it. An IPv4 address written as IPv6 counts as IPv4.
    package func contains(_ address: String) -> Bool {
        guard let bytes = Self.bytes(of: address), bytes.count == network.count else { return false }
        let whole = prefix / 8
        guard bytes[..<whole] == network[..<whole] else { return false }
        let rest = prefix % 8
        return rest == 0 || (bytes[whole] ^ network[whole]) >> (8 - rest) == 0
    }

    static func isIPv6(_ text: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, text, &address) == 1
    }

    private static func bytes(of text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var sixteen = in6_addr()
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? Array(bytes[12...]) : bytes
    }
}
