import CLinux
import Glibc

/// Takes the next connection of a listening socket, non-blocking and closed on exec; -1 with errno when there is none.
package func acceptConnection(_ listener: CInt, _ peer: inout sockaddr_storage) -> CInt {
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let flags = CInt(SOCK_NONBLOCK.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
    return withUnsafeMutablePointer(to: &peer) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { accept4(listener, $0, &size, flags) }
    }
}
