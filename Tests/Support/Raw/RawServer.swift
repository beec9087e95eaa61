import Glibc
import Lifecycle
import Locks

/// A TCP server on 127.0.0.1 that does exactly what a test tells it to, well-behaved or not; one thread a connection.
package final class RawServer: Sendable {
    fileprivate struct State {
        var connections: Set<CInt> = []
        var accepted = 0
        var requests: [String] = []
        var isStopped = false
    }

    /// What it listens on.
    package let port: Int
    private let listener: CInt
    private let shared: Shared

    /// The part that threads keep.
    final class Shared: @unchecked Sendable {
        // @unchecked: the semaphore is made for threads, the rest is locked.
        fileprivate let state = Locked(State())
        private let gate: UnsafeMutablePointer<sem_t>

        init() {
            gate = .allocate(capacity: 1)
            sem_init(gate, 0, 0)
        }

        deinit {
            sem_destroy(gate)
            gate.deallocate()
        }

        func release(_ count: Int) {
            for _ in 0..<count { sem_post(gate) }
        }

        func waitForRelease() {
            while sem_wait(gate) != 0, errno == EINTR {}
        }

        func heard(_ request: String) { state.withLock { $0.requests.append(request) } }

        fileprivate func opened(_ descriptor: CInt) -> Bool {
            state.withLock { state in
                guard !state.isStopped else { return false }
                state.accepted += 1
                state.connections.insert(descriptor)
                return true
            }
        }

        /// Closing under the lock: nobody may shut down a number that has been given anew.
        func close(_ descriptor: CInt) {
            state.withLock { state in
                guard state.connections.remove(descriptor) != nil else { return }
                _ = Glibc.close(descriptor)
            }
        }
    }

    /// Runs `script` for each connection, on a thread of its own; the connection is closed when it returns.
    package init(_ script: @escaping @Sendable (RawConnection) -> Void) throws {
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 4096) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard isListening else { throw NeverHappened(what: "a listening socket") }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        shared = Shared()
        guard Thread.start({ [shared] in Self.accept(listener, shared, script) }) else {
            throw NeverHappened(what: "a thread")
        }
    }

    deinit {
        release()
        shared.state.withLock { state in
            state.isStopped = true
            for descriptor in state.connections { shutdown(descriptor, CInt(SHUT_RDWR)) }
        }
        shutdown(listener, CInt(SHUT_RDWR))
    }

    /// Its address, without a path.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// Heads and bodies of all requests that were read, in order.
    package var requests: [String] { shared.state.withLock { $0.requests } }

    /// Lets that many scripts go on that wait, or will wait, in `waitForRelease`; by default all.
    package func release(_ count: Int = 1000) { shared.release(count) }

    /// Connections accepted so far.
    package var accepted: Int { shared.state.withLock { $0.accepted } }

    /// Connections that neither side has ended.
    package var open: Int { shared.state.withLock { $0.connections.count } }

    private static func accept(
        _ listener: CInt, _ shared: Shared, _ script: @escaping @Sendable (RawConnection) -> Void
    ) {
        defer { close(listener) }
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            guard shared.opened(descriptor) else {
                close(descriptor)
                return
            }
            let isRunning = Thread.start {
                script(RawConnection(descriptor, shared))
                shared.close(descriptor)
            }
            if !isRunning { shared.close(descriptor) }
        }
    }
}
