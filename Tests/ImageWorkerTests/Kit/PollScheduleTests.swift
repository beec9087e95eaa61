import ProviderKit
import Testing

struct PollScheduleTests {
    private let start = ContinuousClock.now

    private func seconds(_ instant: ContinuousClock.Instant) -> Double { start.duration(to: instant) / .seconds(1) }

    @Test func looksAreAtMultiplesOfTheIntervalWhateverALookTakes() {
        var schedule = PollSchedule(from: start, every: .seconds(2))
        #expect(seconds(schedule.next(now: start)) == 2)
        #expect(seconds(schedule.next(now: start.advanced(by: .seconds(2.9)))) == 4)
        #expect(seconds(schedule.next(now: start.advanced(by: .seconds(4.1)))) == 6)
    }

    @Test func looksWhoseTimeHasPassedAreLeftOut() {
        var schedule = PollSchedule(from: start, every: .seconds(2))
        _ = schedule.next(now: start)
        #expect(seconds(schedule.next(now: start.advanced(by: .seconds(9)))) == 8)
        #expect(seconds(schedule.next(now: start.advanced(by: .seconds(9.5)))) == 10)
    }

    @Test func aResumedTaskIsLookedAtAtOnce() {
        var schedule = PollSchedule(from: start, every: .seconds(2), lookAtOnce: true)
        #expect(seconds(schedule.next(now: start)) == 0)
        #expect(seconds(schedule.next(now: start)) == 2)
    }
}
