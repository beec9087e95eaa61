import ImageWorkerCore
import Testing

struct AttemptStateTests {
    private let task = ProviderTaskID("7392616336519610409")

    private func watched() -> AttemptState {
        var state = AttemptState()
        state.callerJoined()
        return state
    }

    @Test func aSubmitIsGrantedWhileSomebodyWaits() {
        var state = watched()
        #expect(state.submits() == .granted)
        #expect(state.phase == .submitting)
        #expect(state.wasSubmitted)
    }

    @Test func nothingIsSubmittedForNobody() {
        var state = watched()
        state.callerLeft()
        #expect(state.submits() == .abandoned)
        #expect(state.phase == .waiting)
        #expect(!state.wasSubmitted)
    }

    @Test func aCallerWhoComesBackInTimeIsServed() {
        var state = watched()
        state.callerLeft()
        state.callerJoined()
        #expect(state.submits() == .granted)
    }

    @Test func nothingIsSubmittedOnTheWayOut() {
        var state = watched()
        state.drains()
        #expect(state.submits() == .draining)
        #expect(state.phase == .waiting)
    }

    @Test func whatIsAtAProviderGoesOnWithoutItsCaller() {
        var state = watched()
        _ = state.submits()
        state.accepted(task)
        state.callerLeft()
        state.drains()
        #expect(state.phase == .accepted(task))
        #expect(state.providerTask == task)
        #expect(!state.isWatched)
        state.finished()
        #expect(state.phase == .finished)
    }

    @Test func afterAnUnbilledAnswerItMaySubmitAgain() {
        var state = watched()
        _ = state.submits()
        state.wasNotBilled()
        #expect(state.phase == .waiting)
        #expect(state.submits() == .granted)
    }

    @Test func aTaskThatExpiredUnbilledLeavesRoomForAnotherProvider() {
        var state = watched()
        _ = state.submits()
        state.accepted(task)
        state.wasNotBilled()
        #expect(state.providerTask == nil)
        #expect(state.submits() == .granted)
    }

    @Test func aResumedTaskCountsAsSubmitted() {
        var state = watched()
        state.accepted(task)
        #expect(state.wasSubmitted)
        #expect(state.phase == .accepted(task))
    }

    @Test func nothingMovesAFinishedAttempt() {
        var state = watched()
        state.finished()
        state.wasNotBilled()
        #expect(state.phase == .finished)
    }
}
