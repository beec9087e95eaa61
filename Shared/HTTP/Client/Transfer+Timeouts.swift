import CCurl
import EventLoop

extension Transfer {
    /// The timers of a transfer, and when something last moved.
    struct Clocks {
        var connect: LoopTimer?
        var idle: LoopTimer?
        var whole: LoopTimer?
        var lastProgress = ContinuousClock.now
        var uploaded = 0

        mutating func progressed() { lastProgress = .now }

        mutating func stop() {
            for timer in [connect, idle, whole] { timer?.cancel() }
            (connect, idle, whole) = (nil, nil, nil)
        }
    }

    func startClocks() {
        let now = ContinuousClock.now
        clocks.lastProgress = now
        clocks.connect = core.loop.schedule(at: now + request.connectTimeout) { [self] in
            if sends == 0 { fail(.timedOut(.connect, .no)) }
        }
        if let deadline {
            clocks.whole = core.loop.schedule(at: deadline) { [self] in fail(.timedOut(.whole, sent)) }
        }
    }

    /// From the moment the request is sent; before that the connection's own limit counts.
    func startIdleClock() {
        clocks.connect?.cancel()
        clocks.connect = nil
        clocks.progressed()
        guard clocks.idle == nil, let limit = request.idleTimeout else { return }
        armIdleClock(at: clocks.lastProgress + limit, limit)
    }

    private func armIdleClock(at deadline: ContinuousClock.Instant, _ limit: Duration) {
        clocks.idle = core.loop.schedule(at: deadline) { [self] in checkIdle(limit) }
    }

    /// Time in which we ourselves hold the transfer back is nobody's silence.
    private func checkIdle(_ limit: Duration) {
        let uploaded = easy.map { Int(CCurl_bytes_uploaded($0.raw)) } ?? 0
        if uploaded != clocks.uploaded || body.isRefusing || upload.isStarving { clocks.progressed() }
        clocks.uploaded = uploaded
        let deadline = clocks.lastProgress + limit
        guard deadline <= .now else { return armIdleClock(at: deadline, limit) }
        fail(.timedOut(.idle, sent))
    }
}
