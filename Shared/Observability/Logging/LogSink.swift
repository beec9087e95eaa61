import Glibc
import Locks

/// Where lines go: they are gathered in memory and a thread of its own writes them out.
///
/// Lines wait at most `linger` for company; an error's line waits not at all. When `capacity` bytes are waiting because
/// nobody reads the output, further lines are dropped and counted, and `log_dropped` says how many: a stalled reader of
/// the log never stalls a request. `flush` at the end of the process, else the last milliseconds are lost.
package final class LogSink: Sendable {
    package let format: LogFormat
    private let queue: Monitor<LogQueue>

    /// Writes to `descriptor`, which stays the caller's, and if given also to the end of `file` (made with mode 0640).
    ///
    /// Throws `LogSinkError` if the file cannot be opened or the thread not be started.
    package init(
        format: LogFormat = .json, descriptor: Int32 = STDOUT_FILENO, file: String? = nil, capacity: Int = 1 << 20
    ) throws(LogSinkError) {
        var outputs = [LogOutput(descriptor: descriptor)]
        if let file { outputs.append(try LogOutput(appendingTo: file)) }
        self.format = format
        queue = Monitor(LogQueue(format: format, capacity: capacity))
        let writer = LogWriter(queue: queue, outputs: Locked(outputs))
        guard Thread.start({ writer.run() }) else { throw .noThread }
    }

    deinit {
        queue.withLock { $0.close() }
        queue.wakeAll()
    }

    func write(_ line: LogLine) {
        let mustWake = queue.withLock { $0.append(line) }
        if mustWake { queue.wakeAll() }
    }

    /// Blocks until every line so far is written, at most `limit`.
    package func flush(atMost limit: Duration) {
        let goal = queue.withLock { $0.hurry() }
        queue.wakeAll()
        _ = queue.wait(atMost: limit) { $0.written >= goal ? true : nil }
    }
}

/// Why a log cannot be written.
package enum LogSinkError: Error, Equatable {
    /// `LOG_FILE` cannot be opened; the system's error number.
    case cannotOpen(path: String, errno: Int32)
    /// The system gave no thread.
    case noThread
}
