extension IPAddress {
    /// Whether the address is one of the public Internet: not private, loopback, link-local, shared (CGNAT), multicast,
    /// documentation, reserved, or a cloud's metadata service; nor any of these inside an IPv6 address.
    ///
    /// IANA special-purpose registries (RFC 6890) and RFC 4291, 6052, 3056, 4380.
    package var isPublic: Bool {
        switch self {
        case .v4(let value): !Self.special.contains { value & $0.mask == $0.network }
        case .v6(let high, let low): Self.isPublic(high, low)
        }
    }

    private struct Network {
        let network: UInt32
        let mask: UInt32

        init(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ length: UInt32) {
            network = a << 24 | b << 16 | c << 8 | d
            mask = ~UInt32(0) << (32 - length)
        }
    }

    private static let special: [Network] = [
        Network(0, 0, 0, 0, 8),  // this network
        Network(10, 0, 0, 0, 8),  // private
        Network(100, 64, 0, 0, 10),  // shared; holds 100.100.100.200 and 100.96.0.96, metadata of two clouds
        Network(127, 0, 0, 0, 8),  // loopback
        Network(168, 63, 129, 16, 32),  // Azure's host: metadata on an address that looks public
        Network(169, 254, 0, 0, 16),  // link-local; holds 169.254.169.254, metadata
        Network(172, 16, 0, 0, 12),  // private
        Network(192, 0, 0, 0, 24),  // protocol assignments
        Network(192, 0, 2, 0, 24),  // documentation
        Network(192, 88, 99, 0, 24),  // 6to4 relays
        Network(192, 168, 0, 0, 16),  // private
        Network(198, 18, 0, 0, 15),  // benchmarks
        Network(198, 51, 100, 0, 24),  // documentation
        Network(203, 0, 113, 0, 24),  // documentation
        Network(224, 0, 0, 0, 3),  // multicast, reserved, broadcast
    ]

    /// Only global unicast (2000::/3) passes, and forms that carry an IPv4 address pass if that one does.
    private static func isPublic(_ high: UInt64, _ low: UInt64) -> Bool {
        if high == 0, low >> 32 == 0xFFFF { return v4(UInt32(truncatingIfNeeded: low)).isPublic }  // mapped
        if high == 0x0064_FF9B_0000_0000, low >> 32 == 0 {
            return v4(UInt32(truncatingIfNeeded: low)).isPublic  // NAT64
        }
        guard high >> 61 == 1 else { return false }
        if high >> 48 == 0x2002 { return v4(UInt32(truncatingIfNeeded: high >> 16)).isPublic }  // 6to4
        let isProtocol = high >> 41 == 0x2001_0000 >> 9  // 2001::/23, Teredo among them
        let isDocumentation = high >> 32 == 0x2001_0DB8 || high >> 44 == 0x3FFF0
        return !isProtocol && !isDocumentation
    }
}
