import Lifecycle
import Models
import TestSupport
import Testing

/// The same cases for every provider, through the worker's own parts: whatever the service does, one picture is paid
/// for at most once, and what callers and the journal say is true.
@Suite(.timeLimit(.minutes(2)))
struct ConformanceTests {
    private struct Form: CustomTestStringConvertible {
        let conformer: Conformer
        let conduct: Conduct
        var testDescription: String { "\(conformer.id) \(conduct)" }
    }

    private static let forms = Conformer.all.flatMap { conformer in
        conformer.forms.map { Form(conformer: conformer, conduct: $0) }
    }

    @Test func everyProviderGivesPicturesInSomeForm() {
        #expect(Conformer.all.allSatisfy { !$0.forms.isEmpty })
    }

    @Test(arguments: forms)
    private func aPictureIsGivenAsItIs(_ form: Form) async throws {
        try await conforming(form.conformer, [form.conduct]) { subject in
            let answer = try await subject.order()
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(answer.body == ConformanceSubject.picture)
            #expect(answer.headers["x-provider"] == form.conformer.id.name)
            #expect(subject.spool.entries("p").last == .done)
            subject.checkMoney(submits: 1, billed: 1)
        }
    }

    @Test(arguments: Conformer.all)
    func aSlowPictureIsWaitedForAndItsSubmitWrittenDownBefore(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.slow]) { subject in
            async let answer = subject.order()
            try await eventually("a bill") { subject.service.billed == 1 }
            let entries = subject.spool.entries("p")
            #expect(entries.first == .submitting)
            #expect(!entries.contains(.done))
            subject.service.release()
            #expect(try await answer.body == ConformanceSubject.picture)
            subject.checkMoney(submits: 1, billed: 1)
        }
    }

    @Test(arguments: Conformer.all)
    func aLimitIsWaitedForAndThePicturePaidOnce(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.limited, conformer.forms[0]]) { subject in
            let answer = try await subject.order()
            #expect(answer.body == ConformanceSubject.picture, "\(answer.text.prefix(300))")
            #expect(subject.spool.entries("p").prefix(3) == [.submitting, .waiting, .submitting])
            subject.checkMoney(submits: 2, billed: 1)
        }
    }

    @Test(arguments: Conformer.all)
    func aLimitThatStaysIsTold(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.limited]) { subject in
            let answer = try await subject.order()
            #expect(answer.status == ErrorCode.rateLimited.status)
            subject.checkMoney(submits: 3, billed: 0)
        }
    }

    @Test(arguments: Conformer.all)
    func aRefusalIsToldAndNotSentAgain(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.refused, conformer.forms[0]]) { subject in
            try await expectTwice(.contentRejected, subject)
            #expect(try await subject.state() == "refused")
            subject.checkMoney(submits: 1, billed: 0)
        }
    }

    @Test(arguments: Conformer.all)
    func aKeyThatTheServiceRepeatsIsNotPassedOn(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.keyRefused]) { subject in
            let answer = try await subject.order()
            #expect(answer.status == ErrorCode.providerError.status, "\(answer.text)")
            for secret in conformer.secrets { #expect(!answer.text.contains(secret), "\(answer.text)") }
            subject.checkMoney(submits: 1, billed: 0)
        }
    }

    @Test(arguments: Conformer.all)
    func anAnswerThatNobodyCanReadIsNotSentAgain(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.garbage, conformer.forms[0]]) { subject in
            if conformer.garbage == .outcomeUnknown {
                try await expectTwice(.outcomeUnknown, subject)
                #expect(subject.spool.entries("p").last == .failed)
            } else {
                // It has certainly cost nothing, so that another call may try anew.
                #expect(try await subject.order().status == conformer.garbage.status)
            }
            subject.checkMoney(submits: 1, billed: 0)
        }
    }

    @Test(arguments: Conformer.all, [Conduct.cutUnbilled, .cutBilled])
    func aConnectionThatEndsBeforeAWordIsAnUnknownOutcome(_ conformer: Conformer, _ conduct: Conduct) async throws {
        try await conforming(conformer, [conduct, conformer.forms[0]]) { subject in
            try await expectTwice(.outcomeUnknown, subject)
            #expect(try await subject.state() == "unknown")
            subject.checkMoney(submits: 1, billed: conduct.isBilled ? 1 : 0)
        }
    }

    @Test(arguments: Conformer.all)
    func aConnectionThatEndsOnceAcceptedIsLookedAfterOrToldWithItsID(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.cutOnceAccepted, conformer.forms[0]]) { subject in
            let answer = try await subject.order()
            switch conformer.cutOnceAccepted {
            case .found:
                #expect(answer.body == ConformanceSubject.picture)
            case .lost:
                #expect(answer.status == ErrorCode.outcomeUnknown.status, "\(answer.text)")
                #expect(try answer.json()["details"]?["providerTaskId"]?.string?.isEmpty == false)
                #expect(subject.spool.entries("p") == [.submitting, .accepted, .failed])
                try await expectTwice(.outcomeUnknown, subject)
            case .noID:
                try await expectTwice(.outcomeUnknown, subject)
            }
            subject.checkMoney(submits: 1, billed: 1)
        }
    }

    @Test(arguments: Conformer.all)
    func anAnswerLaterThanOurLimitIsAnUnknownOutcome(_ conformer: Conformer) async throws {
        var impatient = Conformer.Limits()
        impatient.answer = .seconds(2)
        try await conforming(conformer, [.silent, conformer.forms[0]], impatient) { subject in
            try await expectTwice(.outcomeUnknown, subject)
            subject.checkMoney(submits: 1, billed: 1)
        }
    }

    @Test(arguments: Conformer.all)
    func aCallerThatLeavesBeforeTheSubmitCostsNothing(_ conformer: Conformer) async throws {
        // The first submit is turned away, so that the attempt waits, unsubmitted, when its caller leaves.
        var patient = Conformer.Limits()
        patient.patience.backoff = Backoff(base: .seconds(600), cap: .seconds(600), maxRetries: 2, jitter: .none)
        try await conforming(conformer, [.limited, conformer.forms[0]], patient) { subject in
            let caller = try await subject.begin()
            try await eventually("a note that nothing is there") { subject.spool.entries("p").last == .waiting }
            caller.leave()
            try await eventually("the end of the attempt") { subject.attempts.runningCount == 0 }
            subject.checkMoney(submits: 1, billed: 0)
        }
    }

    @Test(arguments: Conformer.all)
    func aCallerThatLeavesAfterTheSubmitFindsThePictureKept(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.slow, conformer.forms[0]]) { subject in
            let caller = try await subject.begin()
            try await eventually("a bill") { subject.service.billed == 1 }
            caller.leave()
            subject.service.release()
            try await eventually("the picture") { try await subject.state() == "done" }
            let kept = try await subject.http.get("/api/attempts/p/picture")
            #expect(kept.body == ConformanceSubject.picture)
            #expect(try await subject.order().body == ConformanceSubject.picture)
            subject.checkMoney(submits: 1, billed: 1)
        }
    }

    @Test(arguments: Conformer.all)
    func twentyCallsOfOneAttemptAreOnePayment(_ conformer: Conformer) async throws {
        try await conforming(conformer, [.slow, conformer.forms[0]]) { subject in
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<20 { group.addTask { try await subject.order().body } }
                try await eventually("a bill") { subject.service.billed == 1 }
                subject.service.release()
                for try await body in group { #expect(body == ConformanceSubject.picture) }
            }
            subject.checkMoney(submits: 1, billed: 1)
        }
    }

    @Test(arguments: Conformer.all)
    func healthIsAskedWithoutASubmit(_ conformer: Conformer) async throws {
        try await conforming(conformer, [conformer.forms[0]]) { subject in
            let health = try await subject.http.get("/api/health")
            #expect(health.status == 200, "\(health.text)")
            #expect(subject.service.submits == 0)
        }
    }

    /// The same order twice under one name: the second hears what the first heard.
    private func expectTwice(_ code: ErrorCode, _ subject: ConformanceSubject) async throws {
        for _ in 0..<2 {
            let answer = try await subject.order()
            #expect(answer.status == code.status, "\(answer.text.prefix(300))")
            #expect(try answer.json()["errorCode"]?.string == code.rawValue)
        }
    }
}
