import CCurl
import EventLoop

/// A libcurl multi handle on the loop: transfers that share connections. Touched on the loop's thread only.
///
/// libcurl says which sockets it wants watched and when it wants to be woken; it never polls by itself.
final class TransferPool {
    private let loop: EventLoop
    private let multi: UnsafeMutableRawPointer
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
    private var sockets: [CInt: PoolSocket] = [:]
    private var timer: LoopTimer?
    /// Transfers whose readers wait for what has come in this call of the library.
    private var withNews: [Transfer] = []
    private var isInsideLibrary = false
    private var isClosed = false

    /// nil without memory.
    init?(loop: EventLoop, settings: HTTPClientSettings) {
        guard CurlLibrary.isReady, let multi = curl_multi_init() else { return nil }
        self.loop = loop
        self.multi = multi
        CCurl_multi_setopt_long(multi, CURLMOPT_MAXCONNECTS, settings.maxConnections)
        CCurl_multi_setopt_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        let own = Unmanaged.passUnretained(self).toOpaque()
        CCurl_multi_setopt_socket(multi, poolSocketChanged, own)
        CCurl_multi_setopt_timer(multi, poolTimerChanged, own)
    }

    // `close` has run by then or the loop has ended; the callbacks of the cleanup must not meet a dying object.
    deinit {
        guard !isClosed else { return }
        CCurl_multi_setopt_socket(multi, nil, nil)
        CCurl_multi_setopt_timer(multi, nil, nil)
        curl_multi_cleanup(multi)
    }

    var inFlight: Int { transfers.count }

    /// Starts a transfer; false if libcurl refuses it.
    func add(_ transfer: Transfer, _ easy: EasyHandle) -> Bool {
        guard !isClosed, curl_multi_add_handle(multi, easy.raw) == CURLM_OK else { return false }
        transfers[easy.raw] = transfer
        return true
    }

    /// Ends a transfer at once, finished or not; the handle may be freed after it.
    func remove(_ easy: EasyHandle) {
        precondition(!isInsideLibrary, "a transfer is never removed from within a callback")
        guard transfers.removeValue(forKey: easy.raw) != nil else { return }
        curl_multi_remove_handle(multi, easy.raw)
    }

    /// Lets a paused transfer go on; libcurl may call back at once with what it holds.
    func setPause(_ easy: EasyHandle, receiving: Bool, sending: Bool) {
        precondition(!isInsideLibrary, "a transfer is never resumed from within a callback")
        let pause = (receiving ? CURLPAUSE_RECV : 0) | (sending ? CURLPAUSE_SEND : 0)
        let result = enter { curl_easy_pause(easy.raw, pause) }
        deliverNews()
        // An error of a callback in there; it does not come up as a message.
        if result != CURLE_OK { transfers[easy.raw]?.finish(result) }
    }

    /// Closes all connections. Transfers must be gone.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        enter { _ = curl_multi_cleanup(multi) }
        timer?.cancel()
        for descriptor in sockets.keys { loop.unwatch(descriptor) }
        sockets = [:]
    }

    fileprivate func act(_ descriptor: CInt, _ events: CInt) {
        guard !isClosed else { return }
        enter {
            var running: CInt = 0
            _ = curl_multi_socket_action(multi, descriptor, events, &running)
        }
        deliverNews()
        deliverResults()
    }

    private func enter<Result>(_ body: () -> Result) -> Result {
        let before = isInsideLibrary
        isInsideLibrary = true
        defer { isInsideLibrary = before }
        return body()
    }

    /// Lets the transfer's reader go on once libcurl has returned.
    func deliverAfterwards(_ transfer: Transfer) { withNews.append(transfer) }

    private func deliverNews() {
        guard !withNews.isEmpty else { return }
        var batch: [Transfer] = []
        swap(&batch, &withNews)
        // Each may let libcurl go on, which may bring news of others.
        for transfer in batch { transfer.deliver() }
    }

    private func deliverResults() {
        var left: CInt = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            transfers[easy]?.finish(CCurl_message_result(message))
        }
    }
}

// MARK: - What libcurl asks for

extension TransferPool {
    fileprivate func watch(_ descriptor: CInt, _ what: CInt) -> Bool {
        guard what != CURL_POLL_REMOVE else {
            sockets[descriptor] = nil
            loop.unwatch(descriptor)
            return true
        }
        var events: IOEvents = []
        if what & CURL_POLL_IN != 0 { events.insert(.readable) }
        if what & CURL_POLL_OUT != 0 { events.insert(.writable) }
        let socket = sockets[descriptor] ?? PoolSocket(descriptor, pool: self)
        sockets[descriptor] = socket
        return (try? loop.watch(descriptor, events, socket)) != nil
    }

    fileprivate func setTimer(milliseconds: Int) {
        timer?.cancel()
        timer = nil
        guard milliseconds >= 0, !isClosed else { return }
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        timer = loop.schedule(at: deadline) { [unowned self] in act(CURL_SOCKET_TIMEOUT, 0) }
    }
}

/// A socket of libcurl's in the loop.
private final class PoolSocket: IOHandler {
    private let descriptor: CInt
    private unowned let pool: TransferPool

    init(_ descriptor: CInt, pool: TransferPool) {
        self.descriptor = descriptor
        self.pool = pool
    }

    /// An error is reported as readable and writable: libcurl then finds the reason itself.
    func ready(_ events: IOEvents) {
        var action: CInt = 0
        if events.concernsReading { action |= CURL_CSELECT_IN }
        if !events.isDisjoint(with: [.writable, .error, .hangUp]) { action |= CURL_CSELECT_OUT }
        pool.act(descriptor, action)
    }
}

private func poolSocketChanged(
    _ easy: UnsafeMutableRawPointer?, _ descriptor: curl_socket_t, _ what: CInt, _ pool: UnsafeMutableRawPointer?,
    _ socket: UnsafeMutableRawPointer?
) -> CInt {
    guard let pool else { return 0 }
    return Unmanaged<TransferPool>.fromOpaque(pool).takeUnretainedValue().watch(descriptor, what) ? 0 : -1
}

private func poolTimerChanged(
    _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ pool: UnsafeMutableRawPointer?
) -> CInt {
    guard let pool else { return 0 }
    Unmanaged<TransferPool>.fromOpaque(pool).takeUnretainedValue().setTimer(milliseconds: milliseconds)
    return 0
}
