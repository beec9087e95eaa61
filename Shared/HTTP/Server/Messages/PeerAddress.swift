import Glibc

/// Who is at the other end of a connection. An object: every request of the connection shares it.
package final class PeerAddress: Sendable, Equatable {
    /// The address as text, e.g. `127.0.0.1` or `::1`; an IPv4 address that came over IPv6 is shown as IPv4.
    package let ip: String
    package let port: Int
    /// Whether the peer is on this machine.
    package let isLoopback: Bool

    /// An address of those parts.
    package init(ip: String, port: Int, isLoopback: Bool) {
        self.ip = ip
        self.port = port
        self.isLoopback = isLoopback
    }

    package static func == (one: PeerAddress, other: PeerAddress) -> Bool {
        one.ip == other.ip && one.port == other.port
    }

    /// What accept(2) or getsockname(2) filled in; an unknown family gives an empty address.
    convenience init(_ storage: sockaddr_storage) {
        switch CInt(storage.ss_family) {
        case AF_INET: self.init(storage.reading(sockaddr_in.self))
        case AF_INET6: self.init(storage.reading(sockaddr_in6.self))
        default: self.init(ip: "", port: 0, isLoopback: false)
        }
    }

    private convenience init(_ address: sockaddr_in) {
        let bytes = withUnsafeBytes(of: address.sin_addr) { Array($0) }
        self.init(v4: bytes, port: UInt16(bigEndian: address.sin_port))
    }

    private convenience init(_ address: sockaddr_in6) {
        let bytes = withUnsafeBytes(of: address.sin6_addr) { Array($0) }
        let port = UInt16(bigEndian: address.sin6_port)
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        if bytes.starts(with: mapped) {
            self.init(v4: Array(bytes[12...]), port: port)
        } else {
            let loopback: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
            self.init(ip: Self.text(address.sin6_addr), port: Int(port), isLoopback: bytes == loopback)
        }
    }

    private convenience init(v4 bytes: [UInt8], port: UInt16) {
        let ip = "\(bytes[0]).\(bytes[1]).\(bytes[2]).\(bytes[3])"
        self.init(ip: ip, port: Int(port), isLoopback: bytes[0] == 127)
    }

    private static func text(_ address: in6_addr) -> String {
        var address = address
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let base = buffer.baseAddress,
                inet_ntop(AF_INET6, &address, base, socklen_t(INET6_ADDRSTRLEN)) != nil
            else { return "" }
            return String(cString: base)
        }
    }
}

extension sockaddr_storage {
    /// The same bytes as the address type of its family.
    fileprivate func reading<Address>(_ type: Address.Type) -> Address {
        withUnsafeBytes(of: self) { $0.loadUnaligned(as: type) }
    }
}
