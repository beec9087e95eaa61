/// Where a batch stands: which frame may start next and when all is done. Knows no network and no clock.
struct BatchProgress {
    enum Action: Equatable {
        /// Start the frame of that index.
        case start(Int)
        /// Nothing may start now; wait until a running one ends.
        case wait
        /// The frame will not be started any more; it is reported as such.
        case skip(Int)
        /// Every frame has its result.
        case finished
    }

    private var waiting: [Int]
    private var running = 0
    private var failures = 0
    private var refusals: [Int: Int] = [:]
    private var limit: AdaptiveLimit
    private let stopAfterFailures: Int?
    private var mayStart = true

    /// Turns that a frame gets; with the worker's own retries and a pause each, some minutes.
    static let turns = 30

    init(count: Int, concurrency: Int, stopAfterFailures: Int?) {
        waiting = Array((0..<count).reversed())
        limit = AdaptiveLimit(ceiling: concurrency)
        self.stopAfterFailures = stopAfterFailures
    }

    /// What to do now; ask again after performing it.
    mutating func next() -> Action {
        guard let index = waiting.last else { return running == 0 ? .finished : .wait }
        if isStopped {
            waiting.removeLast()
            return .skip(index)
        }
        guard running < limit.current else { return .wait }
        waiting.removeLast()
        running += 1
        return .start(index)
    }

    /// The rest is not started.
    mutating func stop() { mayStart = false }

    mutating func succeeded() {
        running -= 1
        limit.succeeded()
    }

    mutating func failed() {
        running -= 1
        failures += 1
    }

    /// The provider refused for its rate and took nothing. True: the frame waits its turn again; false: it has had
    /// its turns and counts as failed.
    mutating func rateLimited(_ index: Int) -> Bool {
        limit.rateLimited()
        refusals[index, default: 0] += 1
        guard refusals[index, default: 0] < Self.turns else {
            failed()
            return false
        }
        running -= 1
        waiting.append(index)
        return true
    }

    private var isStopped: Bool {
        guard mayStart else { return true }
        guard let stopAfterFailures else { return false }
        return failures >= stopAfterFailures
    }
}
