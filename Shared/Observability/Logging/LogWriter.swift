import Glibc
import Locks

/// The thread that writes lines out.
struct LogWriter: Sendable {
    /// How long a line waits for company. Under load it makes one write of hundreds of lines.
    static let linger = Duration.milliseconds(2)

    let queue: Monitor<LogQueue>
    /// Only this thread touches them; the lock says so to the compiler.
    let outputs: Locked<[LogOutput]>

    func run() {
        Thread.name("log-writer")
        Self.blockPipeSignal()
        while queue.wait({ $0.hasWork() }) {
            _ = queue.wait(atMost: Self.linger) { $0.mustHurry() }
            writeOut()
        }
        outputs.withLock { outputs in for output in outputs { output.close() } }
    }

    private func writeOut() {
        // The writer owns the buffer between `takeLines` and `wrote`: nobody else touches it.
        nonisolated(unsafe) let lines = queue.withLock { queue in
            nonisolated(unsafe) let lines = queue.takeLines()
            return lines
        }
        outputs.withLock { outputs in for index in outputs.indices { outputs[index].write(lines.bytes) } }
        queue.withLock { $0.wrote() }
        queue.wakeAll()
    }

    /// A reader that went away is an error number here, not the end of the process.
    private static func blockPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
