import Lifecycle
import ProviderKit
import Testing

/// Who is let in when; time is a number.
struct GateStateTests {
    private let start = ContinuousClock.now

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }

    private func state(_ concurrency: Int = 0, perMinute: Int = 0, queue: Int = 100) -> GateState {
        let pause = Backoff(base: .seconds(1), cap: .seconds(8), jitter: .none)
        return GateState(GateLimits(concurrency: concurrency, perMinute: perMinute, queue: queue, pause: pause))
    }

    /// Lets so many arrive at that second.
    private func arrive(_ state: inout GateState, _ count: Int, _ second: Double) -> [(GateTicket, GateState.Arrival)] {
        (0..<count).map { _ in
            let ticket = state.issue()
            return (ticket, state.arrives(ticket, at(second)))
        }
    }

    private func ended(_ state: inout GateState, _ ticket: GateTicket, _ second: Double) -> GateState.Action {
        state.ends(ticket, .picture, at(second))
        return state.proceed(at(second))
    }

    @Test func withoutLimitsEverybodyPasses() {
        var state = state()
        #expect(arrive(&state, 5000, 0).allSatisfy { $0.1 == .passes })
        #expect(state.inFlight == 5000)
        #expect(state.proceed(at(0)).alarm == nil)
    }

    @Test func soManySideBySideAndTheOthersInOrder() {
        var state = state(2)
        let callers = arrive(&state, 5, 0)
        #expect(callers.map(\.1) == [.passes, .passes, .waits, .waits, .waits])
        state.accepted(callers[0].0)
        #expect(state.proceed(at(1)).passed.isEmpty, "a task that is polled takes its place")
        #expect(ended(&state, callers[1].0, 2).passed == [callers[2].0])
        #expect(ended(&state, callers[0].0, 3).passed == [callers[3].0])
        #expect((state.inFlight, state.waiting) == (2, 1))
    }

    @Test func aNewcomerDoesNotPassThoseWhoWait() {
        var state = state(0, perMinute: 1)
        let callers = arrive(&state, 2, 0)
        #expect(callers.map(\.1) == [.passes, .waits])
        let late = state.issue()
        #expect(state.arrives(late, at(61)) == .waits)
        #expect(state.proceed(at(61)).passed == [callers[1].0])
    }

    @Test func aFullQueueRefusesAndSaysWhenOneMayMove() {
        var state = state(2, queue: 1)
        let callers = arrive(&state, 4, 0)
        #expect(callers[2].1 == .waits)
        // Two seconds a picture until one was seen, two at a time.
        #expect(callers[3].1 == .refused(GateState.Refusal(reason: .queueFull, after: .seconds(1))))
        #expect((state.inFlight, state.waiting) == (2, 1))
    }

    @Test func withoutAQueueNobodyWaitsAndEverybodyPassesAnOpenGate() {
        var state = state(1, queue: 0)
        let callers = arrive(&state, 2, 0)
        #expect(callers[0].1 == .passes)
        #expect(callers[1].1 != .waits && callers[1].1 != .passes)
        _ = ended(&state, callers[0].0, 1)
        #expect(arrive(&state, 1, 1)[0].1 == .passes)
    }

    @Test func soManyInAnySixtySeconds() {
        var state = state(perMinute: 3)
        var left: [Double] = []
        for second in [0.0, 30, 59] where arrive(&state, 1, second)[0].1 == .passes { left.append(second) }
        #expect(left == [0, 30, 59])
        #expect(arrive(&state, 4, 59).allSatisfy { $0.1 == .waits })
        #expect(state.proceed(at(59)).alarm == at(60))
        let (first, second) = (state.proceed(at(60)), state.proceed(at(90)))
        #expect((first.passed.count, first.alarm) == (1, at(90)))
        #expect((second.passed.count, second.alarm) == (1, at(119)))
        #expect(state.proceed(at(118.9)).passed.isEmpty)
        #expect(state.proceed(at(119)).passed.count == 1)
    }

    @Test func aSubmitThatDidNotLeaveIsNotCounted() {
        var state = state(1, perMinute: 1)
        let callers = arrive(&state, 2, 0)
        let wasInLine = state.leaves(callers[0].0)
        #expect(!wasInLine)
        #expect(state.proceed(at(0)).passed == [callers[1].0])
    }

    @Test func aLimitStopsAllUntilItIsOver() {
        var state = state()
        let callers = arrive(&state, 3, 0)
        state.turnedAway(callers[0].0, .limit(told: .seconds(7)), at(1))
        #expect(state.coolDownLeft(at(1)) == .seconds(7))
        #expect(arrive(&state, 2, 2).allSatisfy { $0.1 == .waits })
        #expect(state.proceed(at(2)).alarm == at(8))
        #expect(state.proceed(at(7.9)).passed.isEmpty)
        #expect(state.proceed(at(8)).passed.count == 2)
    }

    @Test func aLongerRetryAfterIsNotShortened() {
        var state = state()
        let callers = arrive(&state, 2, 0)
        state.turnedAway(callers[0].0, .limit(told: .seconds(20)), at(1))
        state.turnedAway(callers[1].0, .limit(told: .seconds(2)), at(2))
        #expect(state.coolDownLeft(at(2)) == .seconds(19))
    }

    @Test func pausesDoubleWithEachLimitInARowAndBeginAnewOnceAccepted() {
        var state = state()
        var now = 0.0
        var pauses: [Double] = []
        func limit(_ state: inout GateState) {
            let ticket = arrive(&state, 1, now)[0].0
            state.turnedAway(ticket, .limit(told: nil), at(now))
            let left = state.coolDownLeft(at(now)) / .seconds(1)
            pauses.append(left)
            now += left + 1
        }
        for _ in 0..<5 { limit(&state) }
        state.accepted(arrive(&state, 1, now)[0].0)
        now += 1
        limit(&state)
        #expect(pauses == [1, 2, 4, 8, 8, 1])
    }

    @Test func thoseThatWereOnTheirWayTogetherAreOneLimit() {
        var state = state()
        let callers = arrive(&state, 100, 0)
        for (index, caller) in callers.enumerated() {
            state.turnedAway(caller.0, .limit(told: nil), at(0.5 + Double(index) / 1000))
        }
        #expect(state.coolDownLeft(at(0.5)) == .seconds(1))
        #expect(state.inFlight == 0)
    }

    @Test func aLimitOfALookIsNoneOfSubmits() {
        var state = state()
        let ticket = arrive(&state, 1, 0)[0].0
        state.accepted(ticket)
        state.ends(ticket, .limit(told: .seconds(7)), at(1))
        #expect(state.coolDownLeft(at(1)) == .zero)
    }

    @Test func whoComesBackStandsWhereHeStood() {
        var state = state(1, queue: 2)
        let callers = arrive(&state, 3, 0)
        state.turnedAway(callers[0].0, .limit(told: .seconds(3)), at(1))
        #expect(state.inFlight == 0, "while it waits, others have its place")
        // The queue is full, which is nothing to it.
        #expect(state.arrives(callers[0].0, at(2)) == .waits)
        #expect(state.waiting == 3)
        #expect(state.proceed(at(4)).passed == [callers[0].0])
    }

    @Test func othersGoMeanwhile() {
        var state = state(1)
        let callers = arrive(&state, 2, 0)
        state.turnedAway(callers[0].0, .other, at(1))
        #expect(state.proceed(at(1)).passed == [callers[1].0])
        #expect(state.arrives(callers[0].0, at(2)) == .waits)
        #expect(ended(&state, callers[1].0, 3).passed == [callers[0].0])
    }

    @Test func whoLeavesTheLineCostsNothing() {
        var state = state(1, perMinute: 2, queue: 1000)
        let callers = arrive(&state, 200, 0)
        let left = callers[1..<199].count { state.leaves($0.0) }
        #expect(left == 198)
        let again = state.leaves(callers[5].0)
        #expect(!again)
        #expect(state.waiting == 1)
        #expect(ended(&state, callers[0].0, 1).passed == [callers[199].0])
        #expect(state.waiting == 0)
    }

    @Test func aPauseLongerThanAMinuteIsNotWaitedFor() {
        var state = state()
        let callers = arrive(&state, 2, 0)
        state.turnedAway(callers[0].0, .limit(told: .seconds(2)), at(0))
        let waiting = arrive(&state, 2, 0)
        #expect(waiting.allSatisfy { $0.1 == .waits })
        state.turnedAway(callers[1].0, .limit(told: .seconds(300)), at(1))
        let action = state.proceed(at(1))
        #expect(action.refused == waiting.map(\.0))
        #expect(action.refusal == GateState.Refusal(reason: .coolDown, after: .seconds(300)))
        #expect(action.alarm == nil)
        let late = arrive(&state, 1, 200)[0].1
        #expect(late == .refused(GateState.Refusal(reason: .coolDown, after: .seconds(101))))
        #expect(arrive(&state, 1, 241)[0].1 == .waits)
    }

    @Test func anAbsurdRetryAfterIsAnHour() {
        var state = state()
        let ticket = arrive(&state, 1, 0)[0].0
        state.turnedAway(ticket, .limit(told: .seconds(4_294_967_295)), at(0))
        #expect(state.coolDownLeft(at(0)) == .seconds(3600))
    }

    @Test func aResumedTaskIsInsideAndWaitsForNobody() {
        var state = state(1)
        let (resumed, other) = (state.issue(), state.issue())
        state.resumes(resumed, at(0))
        #expect(state.arrives(other, at(0)) == .waits)
        let second = state.issue()
        state.resumes(second, at(0))
        #expect(state.inFlight == 2)
        #expect(ended(&state, resumed, 1).passed.isEmpty)
        #expect(ended(&state, second, 1).passed == [other])
    }

    @Test(arguments: [1, 3, 64])
    func whateverHappensNoMoreThanTheLimitAreInside(_ limit: Int) {
        var state = state(limit, queue: 1000)
        var inside: [GateTicket] = []
        var away: [GateTicket] = []
        var random = Dice(seed: UInt64(limit))
        for step in 0..<5000 {
            let now = at(Double(step) / 10)
            switch random.next() % 5 {
            case 0, 1:
                let ticket = state.issue()
                if state.arrives(ticket, now) == .passes { inside.append(ticket) }
            case 2 where !inside.isEmpty:
                state.ends(inside.removeFirst(), .picture, now)
            case 3 where !inside.isEmpty:
                let ticket = inside.removeLast()
                state.turnedAway(ticket, random.next() % 4 == 0 ? .limit(told: .seconds(1)) : .other, now)
                away.append(ticket)
            default:
                guard !away.isEmpty else { continue }
                let ticket = away.removeFirst()
                if state.arrives(ticket, now) == .passes { inside.append(ticket) }
            }
            inside += state.proceed(now).passed
            #expect(state.inFlight == inside.count)
            #expect(inside.count <= limit)
            if state.waiting > 0, state.coolDownLeft(now) == .zero { #expect(inside.count == limit) }
        }
    }

    /// A row of numbers that is the same in every run.
    private struct Dice {
        var seed: UInt64

        mutating func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed >> 33
        }
    }
}
