import EventLoop
import Glibc

/// Takes connections from one listening socket.
final class Acceptor: IOHandler {
    private let socket: ListenSocket
    private let hub: ConnectionHub
    /// Given up for a moment when no descriptor is left, so that the next client can be turned away instead of waiting.
    private var spare = open("/dev/null", O_RDONLY | O_CLOEXEC)
    private var isOpen = true

    /// Connections taken in one turn, so that those that are there are not starved.
    private static let atOnce = 256

    init(_ socket: ListenSocket, _ hub: ConnectionHub) {
        self.socket = socket
        self.hub = hub
    }

    func start() throws(EventLoopError) {
        // A level, not an edge: what is left of the queue is reported again.
        try hub.loop.watch(socket.descriptor, .readable, self)
    }

    func ready(_ events: IOEvents) {
        for _ in 0..<Self.atOnce where !acceptOne() { return }
    }

    /// Takes who waits already, then closes the door.
    func stop() {
        guard isOpen else { return }
        isOpen = false
        while acceptOne() {}
        hub.loop.unwatch(socket.descriptor)
        socket.close()
        if spare >= 0 { close(spare) }
    }

    /// False when nobody waits.
    private func acceptOne() -> Bool {
        var storage = sockaddr_storage()
        let descriptor = acceptConnection(socket.descriptor, &storage)
        guard descriptor < 0 else {
            hub.add(descriptor, PeerAddress(storage))
            return true
        }
        switch errno {
        case EMFILE, ENFILE: return turnAway()
        case EINTR, ECONNABORTED: return true
        default: return false
        }
    }

    private func turnAway() -> Bool {
        guard spare >= 0 else { return false }
        close(spare)
        let descriptor = accept(socket.descriptor, nil, nil)
        if descriptor >= 0 { close(descriptor) }
        spare = open("/dev/null", O_RDONLY | O_CLOEXEC)
        hub.ranOutOfDescriptors()
        return descriptor >= 0
    }
}
