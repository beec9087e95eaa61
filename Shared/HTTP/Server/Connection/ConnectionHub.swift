import EventLoop
import Glibc
import HTTPCore
import Observability

/// All connections of a server, and what they share.
final class ConnectionHub: @unchecked Sendable {
    // @unchecked: what can change is touched on the loop's thread only.
    let loop: EventLoop
    let settings: ServerSettings
    let handler: Handler
    let errorResponder: ErrorResponder
    let errorAnswers: ErrorAnswers
    let observers: [any RequestObserver]
    let logger: Logger

    private(set) var connections: [Connection] = []
    /// Serialises one head at a time for whoever answers.
    var heads = ResponseHeadWriter()
    /// Counts turns in which something was sent at the end.
    private(set) var turn: UInt64 = 0
    private var dirty: [Connection] = []
    private var acceptors: [Acceptor] = []
    private var sweep: LoopTimer?
    private var closing: LoopTimer?
    private var phase = Phase.ready
    private var ended: CheckedContinuation<Void, Never>?
    private var lastDescriptorWarning: ContinuousClock.Instant?

    private enum Phase {
        case ready, serving, draining, cancelled, ended
    }

    init(
        loop: EventLoop, settings: ServerSettings, handler: @escaping Handler,
        errorResponder: @escaping ErrorResponder, observers: [any RequestObserver], logger: Logger
    ) {
        self.loop = loop
        self.settings = settings
        self.handler = handler
        self.errorResponder = errorResponder
        errorAnswers = ErrorAnswers(errorResponder)
        self.observers = observers
        self.logger = logger
    }

    /// Serves until drained or cancelled, then resumes `ended`.
    func start(_ sockets: [ListenSocket], ended: CheckedContinuation<Void, Never>) {
        self.ended = ended
        acceptors = sockets.map { Acceptor($0, self) }
        for acceptor in acceptors {
            do {
                try acceptor.start()
            } catch {
                logger.error("listening_failed", ["error": .describing(error)])
            }
        }
        if phase == .ready { phase = .serving }
        scheduleSweep()
        if phase != .serving { stopAccepting() }
        endIfDone()
    }

    /// Takes no more connections; requests are finished, idle connections closed.
    func drain() {
        guard phase == .ready || phase == .serving else { return }
        phase = .draining
        stopAccepting()
        for connection in connections { connection.drain() }
        endIfDone()
    }

    /// Cancels every request; their answers have `cancelGrace` to leave, then everything is closed.
    func cancel() {
        guard phase != .cancelled, phase != .ended else { return }
        drain()
        phase = .cancelled
        for connection in connections { connection.task?.cancel() }
        closing = loop.schedule(at: loop.now + settings.cancelGrace) { self.closeAll() }
        endIfDone()
    }

    private func closeAll() {
        for connection in connections { connection.close(reset: true) }
        endIfDone()
    }

    private func stopAccepting() {
        for acceptor in acceptors { acceptor.stop() }
        acceptors = []
    }

    private func endIfDone() {
        switch phase {
        case .ready, .serving, .ended: return
        case .draining, .cancelled: break
        }
        guard let ended, !connections.contains(where: \.state.isOwed) else { return }
        phase = .ended
        self.ended = nil
        sweep?.cancel()
        closing?.cancel()
        for connection in connections { connection.close(reset: false) }
        ended.resume()
    }

    // MARK: Connections

    func add(_ descriptor: CInt, _ peer: PeerAddress) {
        var one: CInt = 1
        setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
        let connection = Connection(descriptor: descriptor, peer: peer, hub: self)
        do {
            try loop.watch(descriptor, [.readable, .writable, .peerClosed, .edgeTriggered], connection)
        } catch {
            close(descriptor)
            return
        }
        connection.slot = connections.count
        connections.append(connection)
        if connections.count > settings.maxConnections { connection.refuse(.overloaded) }
    }

    func remove(_ connection: Connection) {
        let slot = connection.slot
        guard connections.indices.contains(slot), connections[slot] === connection else { return }
        connections.swapAt(slot, connections.count - 1)
        connections.removeLast()
        if slot < connections.count { connections[slot].slot = slot }
        if phase == .draining || phase == .cancelled { loop.afterThisTurn { self.endIfDone() } }
    }

    /// A connection in a drain has come to where nobody is owed anything.
    func connectionSettled() {
        if phase == .draining || phase == .cancelled { loop.afterThisTurn { self.endIfDone() } }
    }

    func ranOutOfDescriptors() {
        if let last = lastDescriptorWarning, loop.now < last + .seconds(10) { return }
        lastDescriptorWarning = loop.now
        logger.warning("no_descriptors_left", ["connections": .integer(connections.count)])
    }

    // MARK: End of the turn

    func flushAtEndOfTurn(_ connection: Connection) {
        guard !connection.isDirty else { return }
        connection.isDirty = true
        if dirty.isEmpty { loop.afterThisTurn { self.flushDirty() } }
        dirty.append(connection)
    }

    private func flushDirty() {
        var batch: [Connection] = []
        swap(&batch, &dirty)
        for connection in batch {
            connection.isDirty = false
            // Another pipelined request began in this turn: its answer may come in the next and go along.
            if connection.beganInTurn == turn, connection.state.isServing, connection.stream == nil {
                flushAtEndOfTurn(connection)
            } else {
                connection.flush()
            }
        }
        turn &+= 1
    }

    // MARK: Deadlines

    private func scheduleSweep() {
        let shortest = min(
            settings.headTimeout, settings.bodyTimeout, settings.writeTimeout, settings.idleTimeout,
            settings.lingerTimeout)
        let interval = min(.seconds(1), max(.milliseconds(5), shortest / 4))
        sweep = loop.schedule(at: loop.now + interval) {
            guard self.phase != .ended else { return }
            let now = self.loop.now
            for connection in self.connections { connection.check(now) }
            self.scheduleSweep()
        }
    }
}
