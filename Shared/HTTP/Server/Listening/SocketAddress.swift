import Glibc

/// An IPv4 or IPv6 address with a port, as the kernel takes it.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private let size: socklen_t

    var family: CInt { CInt(storage.ss_family) }

    /// Every address that a host name means; `localhost` is both loopbacks, as far as this machine has them.
    static func all(of host: String) throws(ListenError) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var list: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host.trimmingBrackets, nil, &hints, &list)
        guard result == 0 else { throw .unknownHost(host, reason: String(cString: gai_strerror(result))) }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = list
        while let entry = next {
            if let address = SocketAddress(entry.pointee), !found.contains(where: { $0.isSame(as: address) }) {
                found.append(address)
            }
            next = entry.pointee.ai_next
        }
        return found
    }

    private init?(_ info: addrinfo) {
        guard info.ai_family == AF_INET || info.ai_family == AF_INET6, let address = info.ai_addr else { return nil }
        size = info.ai_addrlen
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen)))
        }
    }

    /// Both families keep the port in the same place.
    mutating func setPort(_ port: Int) {
        let number = UInt16(truncatingIfNeeded: port).bigEndian
        withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: number, toByteOffset: 2, as: UInt16.self) }
    }

    /// Whether this is `::` or `0.0.0.0`.
    var isAny: Bool {
        let range = family == AF_INET ? 4..<8 : 8..<24
        return withUnsafeBytes(of: storage) { $0[range].allSatisfy { $0 == 0 } }
    }

    func bind(_ descriptor: CInt) -> CInt {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.bind(descriptor, $0, size) }
        }
    }

    private func isSame(as other: SocketAddress) -> Bool {
        withUnsafeBytes(of: storage) { mine in
            withUnsafeBytes(of: other.storage) { theirs in
                mine.elementsEqual(theirs)
            }
        }
    }
}

extension String {
    /// `[::1]` as `::1`.
    fileprivate var trimmingBrackets: String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
}
