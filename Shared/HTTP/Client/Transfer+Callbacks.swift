import CCurl
import Glibc

// What libcurl calls, always on the loop and from within a call of the pool. Nothing here removes or resumes a
// transfer: a callback answers, and the pool acts once libcurl has returned.

extension Transfer {
    /// Points libcurl at the functions below; the pool keeps the transfer alive for as long as libcurl knows it.
    func installCallbacks(_ easy: EasyHandle) {
        let own = Unmanaged.passUnretained(self).toOpaque()
        CCurl_setopt_write(easy.raw, CURLOPT_WRITEFUNCTION, transferReceived)
        CCurl_setopt_pointer(easy.raw, CURLOPT_WRITEDATA, own)
        CCurl_setopt_write(easy.raw, CURLOPT_HEADERFUNCTION, transferReceivedHeader)
        CCurl_setopt_pointer(easy.raw, CURLOPT_HEADERDATA, own)
        CCurl_setopt_read(easy.raw, transferWantsBytes)
        CCurl_setopt_pointer(easy.raw, CURLOPT_READDATA, own)
        CCurl_setopt_prerequest(easy.raw, transferWillSend)
        CCurl_setopt_pointer(easy.raw, CURLOPT_PREREQDATA, own)
        CCurl_setopt_opensocket(easy.raw, transferOpensSocket)
        CCurl_setopt_pointer(easy.raw, CURLOPT_OPENSOCKETDATA, own)
    }

    /// Called before each sending of the request; false stops it.
    fileprivate func willSend() -> Bool {
        if sends > 0, request.sendOnce {
            fault = .exchangeFailed("the connection was lost before any answer; the request is not sent again", .maybe)
            return false
        }
        sends += 1
        startIdleClock()
        return true
    }

    fileprivate func received(_ line: UnsafeRawBufferPointer) -> Bool {
        clocks.progressed()
        switch headReader.read(line) {
        case .more: return true
        case .head: return headIsWhole()
        case .tooLarge: fault = .headerTooLarge
        case .malformed: fault = .exchangeFailed("a malformed head", sent)
        }
        return false
    }

    private func headIsWhole() -> Bool {
        let head = headReader.head
        let length = head.fields["content-length"].flatMap { Int($0) }
        if let limit = request.maxResponseBytes, let length, request.method != .head, length > limit {
            fault = .bodyTooLarge(limit: limit)
            return false
        }
        self.head = head
        declaredLength = length
        endIfAnsweredEarly()
        // libcurl stops sending when it hears of an error, but would wait for a paused source all the same.
        if upload.isStarving { core.loop.afterThisTurn { [self] in resumeSending() } }
        headWaiter?.resume(returning: .success(head))
        headWaiter = nil
        return true
    }

    /// A peer that has answered in full while we still upload has heard enough; libcurl would wait for the source.
    private func endIfAnsweredEarly() {
        guard case .stream = request.body, !upload.isFinished, declaredLength == body.received else { return }
        core.loop.afterThisTurn { [self] in finish(CURLE_OK) }
    }

    fileprivate func received(body bytes: UnsafeRawBufferPointer) -> Int {
        clocks.progressed()
        let isFirst = body.isEmpty
        switch body.receive(bytes) {
        case .taken:
            endIfAnsweredEarly()
            // libcurl hands over at most 16 KB a call: the reader gets all of them together.
            if isFirst, chunkWaiter != nil { pool?.deliverAfterwards(self) }
        case .refusedForNow: return Int(CURL_WRITEFUNC_PAUSE)
        case .overLimit(let limit):
            fault = .bodyTooLarge(limit: limit)
            return 0
        }
        return bytes.count
    }

    fileprivate func wantsBytes(_ target: UnsafeMutableRawBufferPointer) -> Int {
        clocks.progressed()
        defer { askForMore() }
        switch upload.read(into: target) {
        case .bytes(let count): return count
        case .nothingYet: return Int(CURL_READFUNC_PAUSE)
        case .end: return 0
        }
    }

    private func askForMore() {
        guard upload.wantsMore else { return }
        uploadWaiter?.resume(returning: true)
        uploadWaiter = nil
    }

    /// The guard's second look, at the very address that is connected to.
    fileprivate func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        if isGuarded {
            let target = IPAddress(CCurl_address(address), length: Int(address.pointee.addrlen))
            guard let target, target.isPublic else {
                fault = .addressRefused(host: url.host)
                return -1
            }
        }
        let kind = address.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        return socket(address.pointee.family, kind, address.pointee.protocol)
    }
}

private func transfer(_ data: UnsafeMutableRawPointer?) -> Transfer? {
    data.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private func transferReceived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ data: UnsafeMutableRawPointer?
) -> Int {
    let body = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer(data)?.received(body: body) ?? 0
}

private func transferReceivedHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ data: UnsafeMutableRawPointer?
) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer(data)?.received(line) == true ? line.count : 0
}

private func transferWantsBytes(
    _ target: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ data: UnsafeMutableRawPointer?
) -> Int {
    let room = UnsafeMutableRawBufferPointer(start: target, count: size * count)
    return transfer(data)?.wantsBytes(room) ?? Int(CURL_READFUNC_ABORT)
}

private func transferWillSend(
    _ data: UnsafeMutableRawPointer?, _ peer: UnsafeMutablePointer<CChar>?, _ own: UnsafeMutablePointer<CChar>?,
    _ peerPort: CInt, _ ownPort: CInt
) -> CInt {
    transfer(data)?.willSend() == true ? CInt(CURL_PREREQFUNC_OK) : CInt(CURL_PREREQFUNC_ABORT)
}

private func transferOpensSocket(
    _ data: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let address else { return -1 }
    return transfer(data)?.openSocket(address) ?? -1
}
