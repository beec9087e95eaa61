import Locks

/// Own threads for C calls that block: SQLite, cairo, name resolution. Keeps them off the loop and off Swift's pool.
///
/// Threads start with the first work that finds none idle and stay until `stop()`.
package final class BlockingThreads: Sendable {
    private let queue: Monitor<BlockingQueue>
    private let name: String

    /// At most `count` threads; at most `maxQueued` pieces of work wait for one.
    package init(name: String, count: Int, maxQueued: Int = 1024) {
        self.name = name
        queue = Monitor(BlockingQueue(maxThreads: max(1, count), maxQueued: maxQueued))
    }

    deinit {
        queue.withLock { $0.close() }
        queue.wakeAll()
    }

    /// Runs `work` on one of the threads.
    ///
    /// Throws what `work` throws; `BlockingThreadsError` if it was not taken; `CancellationError` if the task was
    /// cancelled before it began. Once begun it runs to its end and its result is given, cancelled or not.
    package func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let piece = BlockingPiece(work)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                piece.start(continuation)
                submit(piece)
            }
        } onCancel: {
            piece.cancelUnlessBegun()
        }
        return try piece.take()
    }

    /// As `run`, but a cancelled caller leaves at once; the work goes on alone and its result is dropped.
    ///
    /// For calls nobody can interrupt, such as a slow name lookup.
    package func runLeavingOnCancel<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let piece = BlockingPiece(work)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                piece.start(continuation)
                submit(piece)
            }
        } onCancel: {
            piece.abandon()
        }
        return try piece.take()
    }

    /// Takes no more work, lets what is queued finish; returns when the last thread has left.
    package func stop() async {
        await withCheckedContinuation { continuation in
            let idle = queue.withLock { $0.close(then: continuation) }
            queue.wakeAll()
            if idle { continuation.resume() }
        }
    }

    private func submit(_ piece: some BlockingWork) {
        let admission = queue.withLock { $0.add(piece) }
        switch admission {
        case .queued: queue.wakeOne()
        case .queuedNeedsThread: startThread()
        case .refused(let error): piece.refuse(error)
        }
    }

    private func startThread() {
        let loop = BlockingLoop(queue: queue, name: name)
        if Thread.start({ loop.run() }) { return }
        let (stranded, stopping) = queue.withLock { $0.threadRefused() }
        for piece in stranded { piece.refuse(.noThread) }
        for caller in stopping { caller.resume() }
    }
}

/// Why work was not taken.
package enum BlockingThreadsError: Error, Equatable {
    /// `maxQueued` pieces wait already.
    case queueFull
    /// `stop()` was called.
    case stopped
    /// The system gave no thread.
    case noThread
}
