import EventLoop
import Locks

/// The bridge from a thread that may block into tasks on a loop.
package enum LoopRun {
    /// Runs `work` as a task on the loop and blocks the calling thread until it has ended.
    package static func blocking<Result: Sendable>(
        on loop: EventLoop, _ work: @escaping @Sendable () async -> Result
    ) -> Result {
        let result = Monitor<Result?>(nil)
        // The one task that has no parent: the process's own.
        Task(executorPreference: loop) {
            let value = await work()
            result.withLock { $0 = value }
            result.wakeAll()
        }
        return result.wait { $0 }
    }
}
