import EventLoop
import HTTPCore
import Lifecycle
import Locks
import Observability

/// Serves HTTP/1.1 on an event loop: `bind`, then `run` until `stop`.
package final class HTTPServer: GracefulService {
    private let loop: EventLoop
    private let settings: ServerSettings
    private let hub: ConnectionHub
    private let sockets = Locked<[ListenSocket]>([])

    /// A server that does not listen yet. `loop` must run as long as the server does.
    package init(
        loop: EventLoop, settings: ServerSettings = ServerSettings(), logger: Logger = .disabled,
        observers: [any RequestObserver] = [], errorResponder: @escaping ErrorResponder = ContractErrors.responder,
        handler: @escaping Handler
    ) {
        self.loop = loop
        self.settings = settings
        hub = ConnectionHub(
            loop: loop, settings: settings, handler: handler, errorResponder: errorResponder, observers: observers,
            logger: logger)
    }

    deinit {
        // Bound and never run.
        for socket in sockets.withLock({ $0 }) { socket.close() }
    }

    /// Opens the port, so that clients may connect; they are answered once `run` has begun.
    /// - Returns: the port, also when settings said 0.
    /// - Throws: `ListenError`.
    @discardableResult
    package func bind() throws(ListenError) -> Int {
        DescriptorLimit.raise()
        let opened = try ListenSocket.open(host: settings.host, port: settings.port)
        sockets.withLock { $0 = opened }
        return opened.first?.address.port ?? 0
    }

    /// Serves until `stop` and the last answer, or until cancelled: then requests are cancelled and what they answer
    /// within `cancelGrace` is still sent.
    /// - Throws: `ListenError`, if `bind` was not called before.
    package func run() async throws {
        if sockets.withLock({ $0.isEmpty }) { try bind() }
        let opened = sockets.withLock { sockets in
            defer { sockets = [] }
            return sockets
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.execute { [hub] in hub.start(opened, ended: continuation) }
            }
        } onCancel: {
            loop.execute { [hub] in hub.cancel() }
        }
    }

    /// Accepts no more; requests are finished, with `Connection: close`; idle connections are closed.
    package func stop() {
        loop.execute { [hub] in hub.drain() }
    }

    /// Connections at this moment.
    package func connectionCount() async -> Int {
        await withCheckedContinuation { continuation in
            loop.execute { [hub] in continuation.resume(returning: hub.connections.count) }
        }
    }
}
