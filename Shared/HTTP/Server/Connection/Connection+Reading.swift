import EventLoop
import Glibc
import HTTPCore

extension Connection: BodySource {
    /// Most bytes that are thrown away in one turn while lingering.
    private static let discardedAtOnce = 1 << 20

    /// Reads as long as there is something and somebody for it.
    func read() {
        while isReadable, state.wantsInput, !isReadPaused {
            if state.phase == .lingering { return discard() }
            let scratch = hub.loop.scratch
            let count = recv(descriptor, scratch.baseAddress, scratch.count, 0)
            guard count > 0 else { return readFailed(count) }
            // Less than asked for: the socket is empty, the next bytes bring an event. A FIN must be read, though.
            if count < scratch.count, !peerHasClosed { isReadable = false }
            took(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
        }
    }

    private func readFailed(_ count: Int) {
        isReadable = false
        if count == 0 {
            peerHasClosed = true
            peerClosed(atEnd: true)
        } else if errno == EINTR {
            isReadable = true
            read()
        } else if errno != EAGAIN {
            abort()
        }
    }

    func peerClosed(atEnd: Bool) {
        switch state.peerClosed(atEnd: atEnd) {
        case .closeWhenSent: output.isEmpty ? close(reset: false) : closeWhenSent()
        case .abort: abort()
        case .refuse: refuse(.malformed(.truncated))
        case .readOn: break
        }
    }

    private func took(_ bytes: UnsafeRawBufferPointer) {
        if state.bytesCame() { deadline = hub.loop.now + hub.settings.headTimeout }
        bodyProgress.add(bytes.count)
        parser.append(bytes)
        parse()
    }

    /// Hands on what the parser has; stops where a request is complete, for answers go out in order.
    func parse() {
        while !state.isClosed, state.wantsInput {
            do {
                guard let event = try parser.next() else { break }
                handle(event)
            } catch {
                return parseFailed(error)
            }
        }
        pauseIfFull()
    }

    private func handle(_ event: RequestParser.Event) {
        switch event {
        case .head(let head, let framing): begin(head, framing)
        case .body(let piece):
            owesContinue = false
            body?.receive(piece)
        case .end:
            state.bodyEnded()
            body?.finish()
        }
    }

    private func parseFailed(_ error: HTTPParseError) {
        let error: HTTPServerError =
            error == .bodyTooLarge ? .bodyTooLarge(limit: parser.limits.body) : .malformed(error)
        if state.isServing {
            isReadPaused = true
            body?.fail(error)
        } else {
            refuse(error)
        }
    }

    private func pauseIfFull() {
        guard let body, body.queued >= hub.settings.readHighMark else { return }
        isReadPaused = true
    }

    func bodyWanted() {
        if owesContinue {
            owesContinue = false
            write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            flush()
        }
        guard isReadPaused, let body, !body.isComplete, body.queued < hub.settings.readHighMark else { return }
        isReadPaused = false
        // Not from here: the handler is in the middle of taking bytes.
        hub.loop.afterThisTurn { [weak self] in self?.read() }
    }

    private func discard() {
        var left = Self.discardedAtOnce
        while left > 0 {
            // MSG_TRUNC drops the bytes inside the kernel.
            let count = recv(descriptor, nil, left, CInt(MSG_TRUNC))
            if count == 0 { return close(reset: false) }
            if count < 0 {
                isReadable = false
                return errno == EAGAIN ? () : close(reset: false)
            }
            left -= count
        }
        hub.loop.afterThisTurn { [weak self] in self?.read() }
    }
}
