import Glibc
import Locks

/// Takes SIGTERM and SIGINT on a thread of its own, in ordinary code rather than in a signal handler.
package final class SignalWatch: Sendable {
    private struct State {
        var thread: pthread_t?
        var isStopped = false
        var hasLeft = false
    }

    private let state = Monitor(State())

    /// The first thing a process does, before any thread starts: every thread inherits that the signals wait for the
    /// watch. Also makes a write to a closed socket an error instead of the end.
    ///
    /// Programs started later inherit both: whoever starts one puts them back.
    package static func blockSignals() {
        var signals = watched(waking: false)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Calls `onSignal` on the watch's thread for each signal. False from the system about the thread is a trap: a
    /// process that cannot be stopped must not start.
    package init(onSignal: @escaping @Sendable (Int32) -> Void) {
        let state = state
        let started = Thread.start {
            Self.watch(state, onSignal)
        }
        precondition(started, "no thread for signals")
        state.wait { $0.thread == nil ? nil : () }
    }

    deinit {
        stop()
    }

    /// Ends the thread; returns when it has left.
    package func stop() {
        state.withLock { state in
            state.isStopped = true
            if !state.hasLeft, let thread = state.thread { pthread_kill(thread, Self.wakeUp) }
        }
        state.wait { $0.hasLeft ? () : nil }
    }

    /// Sends a signal to the watch alone, as the system would.
    package func send(_ signal: Int32) {
        state.withLock { state in
            if !state.hasLeft, let thread = state.thread { pthread_kill(thread, signal) }
        }
    }

    /// Harmless by default, so that one from elsewhere does nothing.
    private static let wakeUp = SIGURG

    private static func watch(_ state: Monitor<State>, _ onSignal: @Sendable (Int32) -> Void) {
        Thread.name("signals")
        var signals = watched(waking: true)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        state.withLock { $0.thread = pthread_self() }
        state.wakeAll()
        while !state.withLock({ $0.isStopped }) {
            var signal: Int32 = 0
            guard sigwait(&signals, &signal) == 0, signal != wakeUp else { continue }
            onSignal(signal)
        }
        state.withLock { $0.hasLeft = true }
        state.wakeAll()
    }

    private static func watched(waking: Bool) -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        if waking { sigaddset(&signals, wakeUp) }
        return signals
    }
}
