import CLinux
import Glibc

/// One thread that waits in epoll and runs everything of the sockets it watches, timers, and, as a task executor,
/// the Swift tasks that prefer it: a handler runs without a hop to another thread.
///
/// Nothing on it may block or compute for longer than half a millisecond.
package final class EventLoop: TaskExecutor, @unchecked Sendable {
    // @unchecked: `inbox` is safe by itself; everything below "confined" is touched on the loop's thread only,
    // `thread` is written before the thread can read it (the start lock orders both).
    private let epoll: CInt
    private let inbox: Inbox
    private let name: String
    private var thread = pthread_t()
    private var isStarted = false

    // Confined to the loop's thread.
    private var watched: [Watched?] = []
    private var generation: UInt32 = 0
    private var timers = TimerHeap()
    private var jobs: [UnownedJob] = []
    private var later: [() -> Void] = []
    private var isStopping = false
    private(set) package var scratch: UnsafeMutableRawBufferPointer
    /// When this turn began: cheaper than the clock and exact enough for deadlines. On the loop only.
    private(set) package var now = ContinuousClock.now

    private struct Watched {
        let handler: any IOHandler
        let generation: UInt32
    }

    /// Bytes that one read takes at most; the buffer is shared by all sockets of the loop.
    package static let scratchSize = 64 * 1024

    /// A loop that is not running yet.
    /// - Throws: `EventLoopError` when the process has no descriptors left.
    package init(name: String = "loop") throws(EventLoopError) {
        self.name = name
        inbox = try Inbox()
        epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw EventLoopError(call: "epoll_create1") }
        scratch = .allocate(byteCount: Self.scratchSize, alignment: 64)
        try control(EPOLL_CTL_ADD, inbox.wakeDescriptor, .readable, tag: UInt64.max)
    }

    deinit {
        close(epoll)
        scratch.deallocate()
    }

    /// Starts the thread. Call once; the loop keeps itself alive until `stop`.
    package func start() {
        precondition(!isStarted, "a loop is started once")
        isStarted = true
        let retained = Unmanaged.passRetained(self)
        let result = pthread_create(&thread, nil, eventLoopMain, retained.toOpaque())
        precondition(result == 0, "pthread_create: \(result)")
    }

    /// Ends the loop after what is queued now and waits for its thread. Not from the loop itself.
    package func stop() {
        guard isStarted else { return }
        execute { [self] in isStopping = true }
        pthread_join(thread, nil)
        isStarted = false
    }

    /// Whether the caller runs on this loop's thread.
    package var isCurrent: Bool { currentLoop == Unmanaged.passUnretained(self).toOpaque() }

    /// Runs `work` on the loop, soon and never inside this call; from any thread.
    package func execute(_ work: @escaping @Sendable () -> Void) {
        if isCurrent { later.append(work) } else { inbox.put(work) }
    }

    /// Runs `work` at once when the caller is on the loop, else soon.
    package func onLoop(_ work: @escaping @Sendable () -> Void) {
        if isCurrent { work() } else { inbox.put(work) }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent { jobs.append(job) } else { inbox.put(job) }
    }
}

// MARK: - On the loop's thread

extension EventLoop {
    /// Watches a descriptor until `unwatch`; on the loop only. The loop keeps the handler alive meanwhile.
    package func watch(_ descriptor: CInt, _ events: IOEvents, _ handler: any IOHandler) throws(EventLoopError) {
        assertCurrent()
        while watched.count <= Int(descriptor) { watched.append(nil) }
        let isNew = watched[Int(descriptor)] == nil
        generation &+= 1
        let tag = UInt64(generation) << 32 | UInt64(UInt32(descriptor))
        try control(isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, events, tag: tag)
        watched[Int(descriptor)] = Watched(handler: handler, generation: generation)
    }

    /// Forgets a descriptor, before it is closed; events of it that are already fetched are dropped.
    package func unwatch(_ descriptor: CInt) {
        assertCurrent()
        guard Int(descriptor) < watched.count, watched[Int(descriptor)] != nil else { return }
        watched[Int(descriptor)] = nil
        epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
    }

    /// Runs `action` on the loop at or after `deadline`; on the loop only.
    package func schedule(at deadline: ContinuousClock.Instant, _ action: @escaping () -> Void) -> LoopTimer {
        assertCurrent()
        return timers.add(deadline, action)
    }

    /// Runs `action` on the loop once the work of this turn is done; on the loop only.
    package func afterThisTurn(_ action: @escaping () -> Void) {
        assertCurrent()
        later.append(action)
    }

    /// Stops the program when called from another thread: the state behind is unguarded.
    package func assertCurrent() {
        precondition(isCurrent, "\(name): called from another thread")
    }

    fileprivate func run() {
        currentLoop = Unmanaged.passUnretained(self).toOpaque()
        var events = [epoll_event](repeating: epoll_event(), count: 512)
        while !isStopping {
            let count = epoll_wait(epoll, &events, CInt(events.count), waitMilliseconds())
            now = .now
            for index in 0..<max(0, Int(count)) { deliver(events[index]) }
            runTimers()
            runJobs()
            runLater()
        }
        runJobs()
        letGo()
    }

    /// What is still watched or scheduled usually holds the loop: without this, neither would ever go.
    private func letGo() {
        // They end outside of the accesses below, for whoever ends may still call the loop.
        let held = (watched, timers, later)
        watched = []
        timers = TimerHeap()
        later = []
        withExtendedLifetime(held) {}
    }

    private func waitMilliseconds() -> CInt {
        guard jobs.isEmpty, later.isEmpty else { return 0 }
        guard let next = timers.next else { return -1 }
        let wait = ContinuousClock.now.duration(to: next)
        guard wait > .zero else { return 0 }
        // Rounded up: a timer that is woken early would spin.
        let (seconds, attoseconds) = wait.components
        return CInt(clamping: min(seconds, 3600) * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }

    private func deliver(_ event: epoll_event) {
        let tag = event.data.u64
        guard tag != .max else { return takeInbox() }
        guard let entry = watched[Int(UInt32(truncatingIfNeeded: tag))], entry.generation == UInt32(tag >> 32) else {
            return  // closed, or opened anew, by an earlier event of this batch
        }
        entry.handler.ready(IOEvents(rawValue: event.events))
    }

    private func takeInbox() {
        let contents = inbox.take()
        jobs.append(contentsOf: contents.jobs)
        for work in contents.works { work() }
    }

    private func runTimers() {
        guard let next = timers.next, next <= now else { return }
        while let action = timers.popDue(now) { action() }
    }

    /// Runs what is queued now; jobs that these add wait for the next turn, so that sockets are not starved.
    private func runJobs() {
        guard !jobs.isEmpty else { return }
        var batch: [UnownedJob] = []
        swap(&batch, &jobs)
        for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func runLater() {
        guard !later.isEmpty else { return }
        var batch: [() -> Void] = []
        swap(&batch, &later)
        for action in batch { action() }
    }

    private func control(_ operation: CInt, _ descriptor: CInt, _ events: IOEvents, tag: UInt64) throws(EventLoopError)
    {
        var event = epoll_event()
        event.events = events.rawValue
        event.data.u64 = tag
        guard epoll_ctl(epoll, operation, descriptor, &event) == 0 else { throw EventLoopError(call: "epoll_ctl") }
    }
}

private func eventLoopMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
