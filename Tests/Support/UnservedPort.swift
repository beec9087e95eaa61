import Glibc

/// Runs `body` with a port of 127.0.0.1 where connections are refused: it is bound, so that nobody else gets it
/// meanwhile, and nothing listens.
package func withUnservedPort(_ body: @Sendable (Int) async throws -> Void) async throws {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
        }
    }
    guard isBound else { throw NeverHappened(what: "a port") }
    try await body(Int(UInt16(bigEndian: address.sin_port)))
}
