import Lifecycle
import Testing

struct BackoffTests {
    @Test func doublesUntilTheCapAndThenGivesUp() {
        let backoff = Backoff(base: .seconds(1), cap: .seconds(5), maxRetries: 5, jitter: .none)
        let delays = (1...6).map { backoff.delay(beforeRetry: $0) }
        #expect(delays == [.seconds(1), .seconds(2), .seconds(4), .seconds(5), .seconds(5), nil])
        #expect(backoff.delay(beforeRetry: 0) == nil)
    }

    @Test func manyRetriesDoNotOverflow() {
        let backoff = Backoff(base: .seconds(1), cap: .seconds(3600), maxRetries: .max, jitter: .none)
        #expect(backoff.delay(beforeRetry: 1_000_000) == .seconds(3600))
    }

    @Test(arguments: [(Backoff.Jitter.full, 0.0), (.equal, 2.0)])
    func jitterSpreadsOverItsBounds(_ jitter: Backoff.Jitter, _ least: Double) {
        let backoff = Backoff(base: .seconds(4), cap: .seconds(60), maxRetries: 1, jitter: jitter)
        let delays = (0...200).compactMap { step in backoff.delay(beforeRetry: 1) { Double(step) / 200 } }
        #expect(delays.count == 201)
        #expect(delays.first == .seconds(least) && delays.last == .seconds(4))
        #expect(zip(delays, delays.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func chanceIsOfTheSystemUnlessGiven() {
        let backoff = Backoff(base: .seconds(4), maxRetries: 1, jitter: .full)
        let delays = (0..<200).compactMap { _ in backoff.delay(beforeRetry: 1) }
        #expect(delays.count == 200)
        #expect(delays.allSatisfy { $0 >= .zero && $0 <= .seconds(4) })
        #expect(Set(delays).count > 100)
    }

    @Test func aServersRetryAfterIsNeverUndercut() {
        let backoff = Backoff(base: .seconds(2), maxRetries: 3, jitter: .none, longestRetryAfter: .seconds(30))
        #expect(backoff.delay(beforeRetry: 1, retryAfter: .seconds(7)) == .seconds(7))
        #expect(backoff.delay(beforeRetry: 1, retryAfter: .zero) == .seconds(2))
        #expect(backoff.delay(beforeRetry: 1, retryAfter: .seconds(31)) == nil)
        #expect(backoff.delay(beforeRetry: 4, retryAfter: .seconds(1)) == nil)
    }
}
