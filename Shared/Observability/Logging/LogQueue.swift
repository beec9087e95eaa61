/// Lines that wait to be written, and what writer and callers tell each other. Knows no lock.
struct LogQueue {
    private let format: LogFormat
    private var filling: LineBuffer
    private var spare: LineBuffer
    private var clock = LogClock()
    private var dropped = 0
    private var writerSleeps = false
    private var urgent = false
    private var closed = false
    /// Bytes taken so far, and bytes of them that are written.
    private var taken = 0
    private(set) var written = 0

    init(format: LogFormat, capacity: Int) {
        self.format = format
        filling = LineBuffer(capacity: capacity)
        spare = LineBuffer(capacity: capacity)
    }

    /// True: the writer must be woken.
    mutating func append(_ line: LogLine) -> Bool {
        let before = filling.count
        if put(line) { taken += filling.count - before } else { dropped += 1 }
        if line.level == .error || filling.isHalfFull, !urgent {
            urgent = true
            return true
        }
        defer { writerSleeps = false }
        return writerSleeps
    }

    /// Gives how much must be written for everything so far to be out.
    mutating func hurry() -> Int {
        urgent = true
        return taken
    }

    mutating func close() {
        closed = true
        urgent = true
    }

    /// Whether the writer has something to do; nil: sleep.
    mutating func hasWork() -> Bool? {
        if !filling.isEmpty { return true }
        if closed { return false }
        urgent = false
        writerSleeps = true
        return nil
    }

    /// Whether the wait for more lines is over; nil: wait on.
    func mustHurry() -> Bool? {
        urgent ? true : nil
    }

    /// Hands the lines to the writer, who owns that buffer until `wrote`.
    mutating func takeLines() -> LineBuffer {
        swap(&filling, &spare)
        urgent = closed
        writerSleeps = false
        reportDropped()
        return spare
    }

    mutating func wrote() {
        written += spare.count
        spare.removeAll()
    }

    private mutating func put(_ line: LogLine) -> Bool {
        let time = clock.now()
        return filling.appendWhole { format.append(line, time: time, to: $0) }
    }

    private mutating func reportDropped() {
        guard dropped > 0 else { return }
        let line = LogLine(
            level: .warning, event: "log_dropped", head: format.head(service: "log", requestID: nil), bound: [],
            fields: ["lines": .integer(dropped)])
        dropped = 0
        _ = append(line)
    }
}
