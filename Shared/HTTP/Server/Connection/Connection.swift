import EventLoop
import Glibc
import HTTPCore

/// One client's connection: its socket, the parser, the request at work and the bytes on their way out.
final class Connection: IOHandler, @unchecked Sendable {
    // @unchecked: everything is touched on the loop's thread only.
    let descriptor: CInt
    let hub: ConnectionHub
    let peer: PeerAddress
    var state = ConnectionState()
    var parser: RequestParser
    var output = OutputQueue()

    /// The socket may hold bytes that were not read yet.
    var isReadable = false
    /// The peer's FIN is announced.
    var peerHasClosed = false
    /// Bytes wait for the end of the turn.
    var isDirty = false
    /// Reading waits until the handler has taken some of the body.
    var isReadPaused = false
    /// `100 Continue` is still to be sent.
    var owesContinue = false
    /// Place in the hub's list.
    var slot = 0
    /// The hub's turn in which the request at work began.
    var beganInTurn: UInt64 = 0
    /// What ends the present phase; the body and the output have windows of their own.
    var deadline: ContinuousClock.Instant
    var bodyProgress = ProgressWindow()
    var writeProgress = ProgressWindow()

    // Of the request at work.
    var task: Task<Void, Never>?
    var body: RequestBody?
    var stream: ResponseStream?
    var version = HTTPVersion.http11
    var bytesOfAnswer = 0
    /// The connection ended in the middle of the answer.
    var wasCutOff = false

    init(descriptor: CInt, peer: PeerAddress, hub: ConnectionHub) {
        self.descriptor = descriptor
        self.peer = peer
        self.hub = hub
        parser = RequestParser(limits: hub.settings.limits)
        deadline = hub.loop.now + hub.settings.headTimeout
    }

    func ready(_ events: IOEvents) {
        if !events.isDisjoint(with: [.error, .hangUp]) { return abort() }
        if events.contains(.writable), !output.isEmpty { flush() }
        if events.contains(.peerClosed) { peerHasClosed = true }
        guard events.concernsReading, !state.isClosed else { return }
        isReadable = true
        read()
        if peerHasClosed, !state.isClosed { peerClosed(atEnd: false) }
    }

    /// The client is gone, or is treated so: whatever works for it is cancelled.
    func abort() {
        close(reset: false)
    }

    /// Closes the socket; `reset`: the peer learns at once that it was cut off.
    func close(reset: Bool) {
        guard !state.isClosed else { return }
        if reset {
            var option = Glibc.linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<Glibc.linger>.size))
        }
        hub.loop.unwatch(descriptor)
        Glibc.close(descriptor)
        wasCutOff = state.isServing
        state.closed()
        task?.cancel()
        task = nil
        stream?.close()
        stream = nil
        body?.fail(HTTPServerError.clientGone)
        body = nil
        output = OutputQueue()
        hub.remove(self)
    }

    /// The server takes no more requests: this one is the last, and without one the connection ends.
    func drain() {
        // What came at the same moment is still a request.
        if state.phase == .waiting {
            isReadable = true
            read()
        }
        guard !state.isClosed, state.drain() else { return }
        if state.phase == .waiting { output.isEmpty ? close(reset: false) : closeWhenSent() }
    }

    /// What is left goes out, then the connection ends.
    func closeWhenSent() {
        guard !state.isClosed else { return }
        state.refused()
        flush()
    }

    /// Everything is sent after the last answer: shuts our side and waits a little for the peer, for closing with
    /// unread bytes would reset the connection and could take the answer with it.
    func linger() {
        guard state.phase != .lingering, !state.isClosed else { return }
        state.refused()
        state.sent()
        isReadPaused = false
        hub.connectionSettled()
        shutdown(descriptor, CInt(SHUT_WR))
        deadline = hub.loop.now + hub.settings.lingerTimeout
        isReadable = true
        read()
    }
}
