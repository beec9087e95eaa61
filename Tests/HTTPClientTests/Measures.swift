import FoundationEssentials
import Glibc
import Locks

/// Memory of this process that is in use now.
func residentBytes() -> Int {
    let statm = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = statm.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(getpagesize())
}

/// Whether a sanitizer runs along, whose shadow memory makes figures of memory meaningless.
let isSanitized = dlsym(nil, "__tsan_init") != nil || dlsym(nil, "__asan_init") != nil

/// Descriptors that are open in this process.
func openDescriptors() -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
}

/// Connections to that port of 127.0.0.1 that this machine still holds on the client's side.
func sockets(to port: Int) -> Int {
    let hex = String(port, radix: 16, uppercase: true)
    let peer = "0100007F:" + String(repeating: "0", count: 4 - hex.count) + hex
    let table = (try? String(contentsOfFile: "/proc/self/net/tcp", encoding: .utf8)) ?? ""
    return table.split(separator: "\n").count { line in
        let columns = line.split(separator: " ")
        // Established, or closed by the peer alone; what is over waits in other states.
        return columns.count > 3 && columns[2] == peer && ["01", "08"].contains(columns[3])
    }
}

/// Tasks wait here until it opens, for good.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Locked(State())

    func wait() async {
        await withCheckedContinuation { waiter in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(waiter) }
                return state.isOpen
            }
            if isOpen { waiter.resume() }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

/// Listens and never accepts: the kernel takes connections and requests, nobody answers. Costs this process nothing.
final class DeafListener: Sendable {
    let port: Int
    private let descriptor: CInt

    init() {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let descriptor = descriptor
        port = onLoopback(0) { address, length in
            var length = length
            guard bind(descriptor, address, length) == 0, listen(descriptor, 4096) == 0 else { return 0 }
            var bound = sockaddr_in()
            withUnsafeMutablePointer(to: &bound) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
            }
            return Int(UInt16(bigEndian: bound.sin_port))
        }
    }

    deinit { close(descriptor) }
}

private func onLoopback<Result>(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}
