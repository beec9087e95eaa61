/// A timer of the loop; cancelling it is cheap and may happen at any time on the loop.
package final class LoopTimer {
    let deadline: ContinuousClock.Instant
    let order: UInt64
    private(set) var action: (() -> Void)?

    init(deadline: ContinuousClock.Instant, order: UInt64, action: @escaping () -> Void) {
        self.deadline = deadline
        self.order = order
        self.action = action
    }

    /// The timer will not fire; its closure is let go at once.
    package func cancel() { action = nil }

    func take() -> (() -> Void)? {
        defer { action = nil }
        return action
    }

    func isBefore(_ other: LoopTimer) -> Bool {
        deadline == other.deadline ? order < other.order : deadline < other.deadline
    }
}

/// Timers by deadline in a binary heap; cancelled ones are dropped when they come up or outnumber the rest.
struct TimerHeap {
    private var heap: [LoopTimer] = []
    private var order: UInt64 = 0
    private var sinceSweep = 0

    /// The earliest deadline; a cancelled timer may be named, which only costs an idle turn.
    var next: ContinuousClock.Instant? { heap.first?.deadline }

    mutating func add(_ deadline: ContinuousClock.Instant, _ action: @escaping () -> Void) -> LoopTimer {
        sweepIfDue()
        order += 1
        let timer = LoopTimer(deadline: deadline, order: order, action: action)
        heap.append(timer)
        siftUp(heap.count - 1)
        return timer
    }

    /// The action of the earliest timer that is due; the caller runs it after this method has returned.
    mutating func popDue(_ now: ContinuousClock.Instant) -> (() -> Void)? {
        while let first = heap.first, first.deadline <= now {
            removeFirst()
            if let action = first.take() { return action }
        }
        return nil
    }

    private mutating func removeFirst() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        siftDown(0)
    }

    private mutating func sweepIfDue() {
        sinceSweep += 1
        guard sinceSweep > 1024, sinceSweep > heap.count / 2 else { return }
        sinceSweep = 0
        heap.removeAll { $0.action == nil }
        for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(index) }
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            var first = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].isBefore(heap[first])
            {
                first = child
            }
            guard first != parent else { return }
            heap.swapAt(parent, first)
            parent = first
        }
    }
}
