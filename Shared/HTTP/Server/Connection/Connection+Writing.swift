import EventLoop
import Glibc
import HTTPCore

extension Connection {
    /// Bodies up to this are copied behind the head.
    private static let joinedBody = 16 << 10

    /// So much waits for the client that nobody should add to it.
    var isAboveHighMark: Bool { output.count > hub.settings.writeHighMark }

    /// Queues bytes; they leave with the end of the turn, or at once when there are many.
    func write(_ bytes: [UInt8]) {
        guard !state.isClosed else { return }
        bytesOfAnswer += bytes.count
        output.append(bytes)
        flushSoon()
    }

    /// Queues bytes as one chunk.
    func writeChunk(_ bytes: [UInt8]) {
        guard !state.isClosed else { return }
        bytesOfAnswer += bytes.count
        output.append(ChunkedEncoding.prefix(bytes.count))
        output.append(bytes)
        output.append([0x0D, 0x0A])
        flushSoon()
    }

    /// Sends the head that the hub's writer holds, with a body behind it, in one call if nothing else waits.
    func sendHead(with body: [UInt8]) {
        guard !state.isClosed else { return }
        bytesOfAnswer += body.count
        let isSmall = body.count <= Self.joinedBody
        if isSmall { hub.heads.append(body) }
        if output.isEmpty, parser.buffered == 0 {
            hub.heads.bytes.withUnsafeBytes { sendNow($0, more: !isSmall) }
        } else {
            hub.heads.bytes.withUnsafeBytes { output.append($0) }
            flushSoon()
        }
        if !isSmall {
            output.append(body)
            flush()
        }
    }

    /// What the socket does not take is queued.
    private func sendNow(_ bytes: UnsafeRawBufferPointer, more: Bool) {
        let flags = CInt(MSG_NOSIGNAL) | (more ? CInt(MSG_MORE) : 0)
        let sent = send(descriptor, bytes.baseAddress, bytes.count, flags)
        // An error shows again at the next call, from where closing is safe.
        guard sent < bytes.count else { return }
        output.append(UnsafeRawBufferPointer(rebasing: bytes[max(0, sent)...]))
        flushSoon()
    }

    private func flushSoon() {
        if output.count > Self.joinedBody { flush() } else { hub.flushAtEndOfTurn(self) }
    }

    /// Sends what waits, as far as the socket takes it.
    func flush() {
        guard !state.isClosed else { return }
        let before = output.count
        switch output.send(to: descriptor) {
        case .failed: return abort()
        case .empty: writeProgress.stop()
        case .blocked: writeProgress.add(before - output.count)
        }
        madeRoom()
    }

    private func madeRoom() {
        if output.count <= hub.settings.writeLowMark {
            stream?.roomMade()
            if state.phase == .waiting, isReadPaused { hub.loop.afterThisTurn { [weak self] in self?.next() } }
        }
        if output.isEmpty, state.phase == .closing { linger() }
    }
}
