import Locks

/// What the threads share: work in order, and who works on it.
struct BlockingQueue {
    enum Admission {
        case queued, queuedNeedsThread, refused(BlockingThreadsError)
    }

    enum Next {
        case work(any BlockingWork), leave
    }

    private let maxThreads: Int
    private let maxQueued: Int
    private var pieces: [any BlockingWork] = []
    private var start = 0
    /// Threads that run or are about to.
    private var alive = 0
    private var idle = 0
    private var closed = false
    private var stopping: [CheckedContinuation<Void, Never>] = []

    init(maxThreads: Int, maxQueued: Int) {
        self.maxThreads = maxThreads
        self.maxQueued = maxQueued
    }

    private var queued: Int { pieces.count - start }

    mutating func add(_ piece: any BlockingWork) -> Admission {
        if closed { return .refused(.stopped) }
        guard queued < maxQueued || idle > queued else { return .refused(.queueFull) }
        pieces.append(piece)
        guard idle < queued, alive < maxThreads else { return .queued }
        alive += 1
        return .queuedNeedsThread
    }

    /// The system gave no thread: gives back what nobody will run, if there is no other thread.
    mutating func threadRefused() -> (stranded: [any BlockingWork], stopping: [CheckedContinuation<Void, Never>]) {
        let callers = threadLeft()
        guard alive == 0 else { return ([], callers) }
        defer { (pieces, start) = ([], 0) }
        return (Array(pieces[start...]), callers)
    }

    mutating func next(wasIdle: inout Bool) -> Next? {
        if wasIdle { idle -= 1 }
        wasIdle = false
        if queued > 0 { return .work(pop()) }
        if closed { return .leave }
        idle += 1
        wasIdle = true
        return nil
    }

    mutating func close() {
        closed = true
    }

    /// True: no thread is alive, nothing to wait for.
    mutating func close(then continuation: CheckedContinuation<Void, Never>) -> Bool {
        closed = true
        if alive == 0 { return true }
        stopping.append(continuation)
        return false
    }

    mutating func threadLeft() -> [CheckedContinuation<Void, Never>] {
        alive -= 1
        guard alive == 0 else { return [] }
        defer { stopping = [] }
        return stopping
    }

    private mutating func pop() -> any BlockingWork {
        let piece = pieces[start]
        start += 1
        if start == pieces.count {
            pieces.removeAll(keepingCapacity: start <= 1024)
            start = 0
        } else if start >= 64, start * 2 >= pieces.count {
            pieces.removeFirst(start)
            start = 0
        }
        return piece
    }
}

/// What one thread does: the next piece, until told to leave.
struct BlockingLoop: Sendable {
    let queue: Monitor<BlockingQueue>
    let name: String

    func run() {
        Thread.name(name)
        var wasIdle = false
        while true {
            switch queue.wait({ $0.next(wasIdle: &wasIdle) }) {
            case .work(let piece): piece.perform()
            case .leave:
                for waiting in queue.withLock({ $0.threadLeft() }) { waiting.resume() }
                return
            }
        }
    }
}
