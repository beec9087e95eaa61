import Testing

@testable import GatewayCore

struct BatchProgressTests {
    private func expectStarted(
        _ progress: inout BatchProgress, _ indexes: [Int], at place: SourceLocation = #_sourceLocation
    ) {
        let found = started(&progress)
        #expect(found == indexes, sourceLocation: place)
    }

    private func expectNext(
        _ progress: inout BatchProgress, _ action: BatchProgress.Action, at place: SourceLocation = #_sourceLocation
    ) {
        let found = progress.next()
        #expect(found == action, sourceLocation: place)
    }

    /// Starts all that may start now.
    private func started(_ progress: inout BatchProgress) -> [Int] {
        var indexes: [Int] = []
        while case .start(let index) = progress.next() { indexes.append(index) }
        return indexes
    }

    @Test func startsAsManyAsTheLimitAllowsAndOneMoreForEachThatEnds() {
        var progress = BatchProgress(count: 5, concurrency: 2, stopAfterFailures: nil)
        expectStarted(&progress, [0, 1])
        expectNext(&progress, .wait)
        progress.succeeded()
        expectStarted(&progress, [2])
    }

    @Test func endsWhenEveryFrameHasItsResult() {
        var progress = BatchProgress(count: 2, concurrency: 8, stopAfterFailures: nil)
        expectStarted(&progress, [0, 1])
        progress.succeeded()
        expectNext(&progress, .wait)
        progress.failed()
        expectNext(&progress, .finished)
    }

    @Test func halvesAfterARefusalForRateAndPutsTheFrameBack() {
        var progress = BatchProgress(count: 9, concurrency: 4, stopAfterFailures: nil)
        expectStarted(&progress, [0, 1, 2, 3])
        let waitsAgain = progress.rateLimited(1)
        #expect(waitsAgain)
        expectNext(&progress, .wait)
        progress.succeeded()
        expectNext(&progress, .wait)
        progress.succeeded()
        expectStarted(&progress, [1, 4])
    }

    @Test func climbsByOneAfterARoundOfSuccesses() {
        var limit = AdaptiveLimit(ceiling: 8)
        limit.rateLimited()
        #expect(limit.current == 4)
        for _ in 0..<4 { limit.succeeded() }
        #expect(limit.current == 5)
        for _ in 0..<100 { limit.succeeded() }
        #expect(limit.current == 8)
        for _ in 0..<10 { limit.rateLimited() }
        #expect(limit.current == 1)
    }

    @Test func givesUpAFrameThatIsRefusedAgainAndAgain() {
        var progress = BatchProgress(count: 1, concurrency: 1, stopAfterFailures: nil)
        for _ in 1..<BatchProgress.turns {
            expectStarted(&progress, [0])
            let waitsAgain = progress.rateLimited(0)
            #expect(waitsAgain)
        }
        expectStarted(&progress, [0])
        let waitsOnceMore = progress.rateLimited(0)
        #expect(!waitsOnceMore)
        expectNext(&progress, .finished)
    }

    @Test func skipsTheRestOnceTooManyHaveFailed() {
        var progress = BatchProgress(count: 4, concurrency: 1, stopAfterFailures: 1)
        expectStarted(&progress, [0])
        progress.failed()
        expectNext(&progress, .skip(1))
        expectNext(&progress, .skip(2))
        expectNext(&progress, .skip(3))
        expectNext(&progress, .finished)
    }

    @Test(arguments: [(3, 2, 67), (3, 1, 33), (8, 5, 63), (2, 2, 100), (1, 0, 0), (200, 1, 1)])
    func roundsTheSuccessRate(total: Int, success: Int, rate: Int) {
        #expect(BatchStats(total: total, success: success).successRate == rate)
    }
}
