import CLinux
import Glibc

/// Sends a `Load` from one thread with epoll and says what became of each request. Blocks its caller until all is done.
final class LoadClient {
    private struct Connection {
        let descriptor: Int32
        var index: Int
        var began: ContinuousClock.Instant
        var output: [UInt8]
        var sent = 0
        var answer = AnswerCounter()
    }

    private let load: Load
    private let epoll: Int32
    private var connections: [Int32: Connection] = [:]
    private var exchanges: [Exchange] = []
    private var nextIndex = 0
    private var unsent = 0
    private let started = ContinuousClock.now
    private var buffer = [UInt8](repeating: 0, count: 256 * 1024)

    init(_ load: Load) {
        self.load = load
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    }

    deinit { close(epoll) }

    /// Runs the load to its end; exchanges in the order in which they ended.
    func run() -> [Exchange] {
        var events = [epoll_event](repeating: epoll_event(), count: 1024)
        var toldAllSent = false
        openDue()
        while !connections.isEmpty || moreToOpen {
            let count = epoll_wait(epoll, &events, Int32(events.count), moreToOpen ? 1 : 100)
            for event in events.prefix(max(0, Int(count))) { handle(event.data.fd) }
            openDue()
            if case .arrivals(let requests, _) = load.pace, !toldAllSent, nextIndex == requests, unsent == 0 {
                toldAllSent = true
                load.whenAllSent()
            }
            if ContinuousClock.now - started > load.limit { giveUp() }
        }
        return exchanges
    }

    private var moreToOpen: Bool {
        if case .arrivals(let requests, _) = load.pace { nextIndex < requests } else { nextIndex == 0 }
    }

    private func openDue() {
        switch load.pace {
        case .closedLoop(let count, _), .fixed(let count, _):
            if nextIndex == 0 { for _ in 0..<count { open() } }
        case .arrivals(let requests, let within):
            let share = min(1, (ContinuousClock.now - started) / within)
            while nextIndex < requests, Double(nextIndex) <= share * Double(requests) { open() }
        }
    }

    private func open() {
        let descriptor = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(load.port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let index = nextIndex
        nextIndex += 1
        unsent += 1
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let now = ContinuousClock.now
        connections[descriptor] = Connection(
            descriptor: descriptor, index: index, began: now, output: load.request(index))
        guard descriptor >= 0, code == 0 || errno == EINPROGRESS else { return finish(descriptor, failed: true) }
        watch(descriptor, EPOLL_CTL_ADD, writing: true)
    }

    private func watch(_ descriptor: Int32, _ operation: Int32, writing: Bool) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | (writing ? EPOLLOUT.rawValue : 0)
        event.data.fd = descriptor
        epoll_ctl(epoll, operation, descriptor, &event)
    }

    private func handle(_ descriptor: Int32) {
        guard connections[descriptor] != nil else { return }
        if !push(descriptor) { return finish(descriptor, failed: true) }
        pull(descriptor)
    }

    /// Sends what is left; false when the peer has gone.
    private func push(_ descriptor: Int32) -> Bool {
        guard var connection = connections[descriptor], connection.sent < connection.output.count else { return true }
        while connection.sent < connection.output.count {
            let count = connection.output.withUnsafeBytes {
                send(
                    descriptor, $0.baseAddress.map { $0 + connection.sent }, $0.count - connection.sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                connections[descriptor] = connection
                return errno == EAGAIN
            }
            connection.sent += count
        }
        unsent -= 1
        connections[descriptor] = connection
        watch(descriptor, EPOLL_CTL_MOD, writing: false)
        return true
    }

    private func pull(_ descriptor: Int32) {
        while connections[descriptor] != nil {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 {
                if errno != EAGAIN { finish(descriptor, failed: true) }
                return
            }
            if count == 0 {
                let proper = connections[descriptor]?.answer.closed() ?? false
                return finish(descriptor, failed: !proper)
            }
            buffer.withUnsafeBytes {
                connections[descriptor]?.answer.consume(UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
            if connections[descriptor]?.answer.isWhole == true { return answered(descriptor) }
            if count < buffer.count { return }
        }
    }

    private func answered(_ descriptor: Int32) {
        guard var connection = connections[descriptor] else { return }
        note(connection, failed: false)
        guard asksAgain else { return drop(descriptor) }
        connection.index = nextIndex
        nextIndex += 1
        unsent += 1
        connection.output = load.request(connection.index)
        connection.sent = 0
        connection.answer = AnswerCounter()
        connection.began = .now
        connections[descriptor] = connection
        watch(descriptor, EPOLL_CTL_MOD, writing: true)
        if !push(descriptor) { finish(descriptor, failed: true) }
    }

    private var asksAgain: Bool {
        switch load.pace {
        case .closedLoop(_, let lasting): ContinuousClock.now - started < lasting
        case .fixed(_, let requests): nextIndex < requests
        case .arrivals: false
        }
    }

    private func finish(_ descriptor: Int32, failed: Bool) {
        guard let connection = connections[descriptor] else { return }
        if connection.sent < connection.output.count { unsent -= 1 }
        note(connection, failed: failed)
        drop(descriptor)
    }

    private func note(_ connection: Connection, failed: Bool) {
        exchanges.append(
            Exchange(
                index: connection.index, began: connection.began, ended: .now,
                status: failed ? 0 : connection.answer.status, bodyBytes: connection.answer.bodyBytes))
    }

    private func drop(_ descriptor: Int32) {
        connections[descriptor] = nil
        close(descriptor)
    }

    private func giveUp() {
        for descriptor in connections.keys { finish(descriptor, failed: true) }
        if case .arrivals(let requests, _) = load.pace { nextIndex = max(nextIndex, requests) }
    }
}
