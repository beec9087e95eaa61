import Glibc
import Locks

/// A connection to a server under test. Its calls block threads of `PlainHTTP`, never a task's thread.
package final class PlainConnection: Sendable {
    private let descriptor: Int32
    private let reader = Locked(PlainReader())

    init(port: Int, limit: Duration) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw PlainHTTPError.system("socket", errno) }
        var patience = timeval(tv_sec: Int(limit.components.seconds), tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        // `deinit` runs after a throw as well: closing here too would close what another thread has opened meanwhile.
        guard code == 0 else { throw PlainHTTPError.system("connect", errno) }
    }

    deinit { close(descriptor) }

    /// Sends all of the bytes; throws when the peer has gone.
    package func send(_ bytes: [UInt8]) async throws {
        try await PlainHTTP.threads.run { [self] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.send(
                        descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw PlainHTTPError.system("send", errno) }
                sent += count
            }
        }
    }

    /// Reads one whole answer.
    package func response() async throws -> PlainResponse {
        try await PlainHTTP.threads.run { [self] in try reader.withLock { try $0.response(from: descriptor) } }
    }

    /// Reads the head of an answer; its body follows by `piece`.
    package func head() async throws -> PlainResponse {
        try await PlainHTTP.threads.run { [self] in try reader.withLock { try $0.head(from: descriptor) } }
    }

    /// Some more bytes of the body, or nil at its end.
    package func piece() async throws -> [UInt8]? {
        try await PlainHTTP.threads.run { [self] in try reader.withLock { try $0.piece(from: descriptor) } }
    }

    /// Says that nothing more will be sent (FIN); answers can still be read.
    package func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Leaves at once and for good; the peer sees the connection end.
    package func leave() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

/// Why the plain client gave up.
package enum PlainHTTPError: Error, CustomStringConvertible {
    case system(String, Int32)
    /// The server closed in the middle of an answer, or before one.
    case closedEarly(afterBytes: Int)
    case malformed(String)

    package var description: String {
        switch self {
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .closedEarly(let bytes): "closed early, after \(bytes) bytes"
        case .malformed(let what): "malformed answer: \(what)"
        }
    }
}
