import HTTPCore

extension Connection {
    /// Called about once a second: who is too slow is cut off.
    func check(_ now: ContinuousClock.Instant) {
        if isReaderTooSlow(now) { return close(reset: true) }
        stream?.beat(now)
        switch state.phase {
        case .waiting: if now >= deadline, output.isEmpty { close(reset: false) }
        case .head: if now >= deadline { refuse(.requestTimeout) }
        case .serving: checkBody(now)
        case .lingering: if now >= deadline { close(reset: false) }
        case .closing, .closed: break
        }
    }

    private func isReaderTooSlow(_ now: ContinuousClock.Instant) -> Bool {
        guard !output.isEmpty else { return false }
        let settings = hub.settings
        return writeProgress.isTooSlow(now, length: settings.writeTimeout, minimum: settings.minimumWriteBytes)
    }

    /// Only while a handler waits for the client does the client's time run.
    private func checkBody(_ now: ContinuousClock.Instant) {
        guard let body, !body.isComplete, body.isWanted else { return bodyProgress.stop() }
        let settings = hub.settings
        guard bodyProgress.isTooSlow(now, length: settings.bodyTimeout, minimum: settings.minimumBodyBytes) else {
            return
        }
        isReadPaused = true
        body.fail(HTTPServerError.requestTimeout)
    }
}
