import Glibc

/// A socket that takes connections. Whoever holds it closes it.
struct ListenSocket: Sendable {
    let descriptor: CInt
    /// What getsockname says, after the kernel chose a port.
    let address: PeerAddress

    /// One socket for each address that `host` means, all on the same port; `port` 0 takes any free one.
    /// - Throws: `ListenError`. Resolving a name may block.
    static func open(host: String, port: Int) throws(ListenError) -> [ListenSocket] {
        var sockets: [ListenSocket] = []
        do throws(ListenError) {
            for var address in try SocketAddress.all(of: host) {
                address.setPort(sockets.first?.address.port ?? port)
                sockets.append(try ListenSocket(address))
            }
        } catch {
            for socket in sockets { socket.close() }
            throw error
        }
        return sockets
    }

    /// Takes no more connections; those in its queue are reset.
    func close() { _ = Glibc.close(descriptor) }

    private init(_ address: SocketAddress) throws(ListenError) {
        let kind = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, kind, 0)
        guard descriptor >= 0 else { throw .system(call: "socket", code: errno) }
        do throws(ListenError) {
            try Self.bind(descriptor, address)
            self.address = PeerAddress(try Self.name(of: descriptor))
        } catch {
            _ = Glibc.close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    private static func bind(_ descriptor: CInt, _ address: SocketAddress) throws(ListenError) {
        var one: CInt = 1
        let size = socklen_t(MemoryLayout<CInt>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, size)
        if address.family == AF_INET6 {
            // `::` takes IPv4 too; any other address only its own family.
            var only: CInt = address.isAny ? 0 : 1
            setsockopt(descriptor, CInt(IPPROTO_IPV6), IPV6_V6ONLY, &only, size)
        }
        guard address.bind(descriptor) == 0 else { throw .system(call: "bind", code: errno) }
        guard listen(descriptor, 4096) == 0 else { throw .system(call: "listen", code: errno) }
    }

    private static func name(of descriptor: CInt) throws(ListenError) -> sockaddr_storage {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        guard result == 0 else { throw .system(call: "getsockname", code: errno) }
        return storage
    }
}

/// Why the server cannot listen.
package enum ListenError: Error, CustomStringConvertible {
    /// A system call failed, with errno.
    case system(call: String, code: CInt)
    /// The host is no address and no name of this machine.
    case unknownHost(String, reason: String)

    package var description: String {
        switch self {
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .unknownHost(let host, let reason): "\(host): \(reason)"
        }
    }
}
