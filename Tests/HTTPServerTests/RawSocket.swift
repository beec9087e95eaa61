import Glibc
import Lifecycle
import TestSupport

/// A socket whose every byte a test sees, interim answers included. Its calls block threads of their own.
final class RawSocket: Sendable {
    private static let threads = BlockingThreads(name: "raw-socket", count: 200, maxQueued: 10_000)
    private let descriptor: CInt

    /// Connects to 127.0.0.1, with a small receive buffer if wanted.
    init(port: Int, receiveBuffer: CInt? = nil) async throws {
        descriptor = try await Self.threads.run { try Self.connect(port, receiveBuffer) }
    }

    deinit { close(descriptor) }

    private static func connect(_ port: Int, _ receiveBuffer: CInt?) throws -> CInt {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        let size = socklen_t(MemoryLayout<CInt>.size)
        if var bytes = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, size) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(descriptor)
            throw NeverHappened(what: "a connection to port \(port)")
        }
        return descriptor
    }

    /// Sends as much as the peer takes; false when it has gone.
    @discardableResult
    func send(_ bytes: [UInt8]) async throws -> Bool {
        try await Self.threads.run { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, CInt(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    @discardableResult
    func send(_ text: String) async throws -> Bool { try await send(Array(text.utf8)) }

    /// Some bytes; empty at the end, whether it came in order or by a reset.
    func read() async throws -> [UInt8] {
        try await Self.threads.run { [descriptor] in
            var bytes = [UInt8](repeating: 0, count: 64 * 1024)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            guard count >= 0 || errno != EAGAIN else { throw NeverHappened(what: "bytes or an end") }
            return Array(bytes.prefix(max(0, count)))
        }
    }

    /// Everything up to the end.
    func readAll() async throws -> String {
        var all: [UInt8] = []
        while case let piece = try await read(), !piece.isEmpty { all.append(contentsOf: piece) }
        return String(decoding: all, as: UTF8.self)
    }

    /// Everything up to the first place that has `mark`.
    func read(through mark: String) async throws -> String {
        var text = ""
        while !text.contains(mark) {
            let piece = try await read()
            guard !piece.isEmpty else { throw NeverHappened(what: "\(mark) after \(text)") }
            text += String(decoding: piece, as: UTF8.self)
        }
        return text
    }

    /// FIN; answers can still be read.
    func finishSending() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Ends both directions.
    func leave() { shutdown(descriptor, CInt(SHUT_RDWR)) }

    /// RST.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        // Connecting to nothing ends the connection while the descriptor stays ours.
        var nothing = sockaddr()
        nothing.sa_family = sa_family_t(AF_UNSPEC)
        Glibc.connect(descriptor, &nothing, socklen_t(MemoryLayout<sockaddr>.size))
    }
}
