import HTTPCore
import ImageWorkerCore
import JSON
import ProviderKit
import TestSupport
import Testing

/// Never more than one billed submit a picture, whatever the provider and the caller do.
struct PaymentTests {
    @Test(arguments: [50429, 50430])
    func aLimitIsWaitedForAndTriedAgain(_ code: Int) async throws {
        try await withWorker(.with { $0.submits = [.code(code, status: 429), .accept] }) { worker in
            let answer = try await worker.order(["prompt": "a"], accept: "image/*")
            #expect(answer.status == 200, "\(answer.text)")
            #expect(worker.jimeng.ledger.submits == 2)
            #expect(worker.jimeng.ledger.billed == 1)
        }
    }

    @Test func afterTwoRetriesALimitIsTold() async throws {
        try await withWorker(.with { $0.submits = [.code(50429, status: 429)] }) { worker in
            let answer = try await worker.order(["prompt": "a"])
            #expect(answer.status == 429)
            #expect(answer.headers["retry-after"].flatMap { Int($0) } != nil)
            #expect(try answer.json()["details"]?["providerCode"] == "50429")
            #expect(worker.jimeng.ledger.submits == 3)
        }
    }

    @Test func aRefusalIsNotSentAgain() async throws {
        try await withWorker(.with { $0.submits = [.code(50412, status: 400)] }) { worker in
            let answer = try await worker.order(["prompt": "a"])
            #expect(answer.status == 422)
            #expect(try answer.json()["errorCode"] == "CONTENT_REJECTED")
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }

    @Test func aRandomRefusalIsDrawnAgainOnlyAsOftenAsTheSettingSays() async throws {
        let script = JimengScript.with { $0.lookFails = (50511, 400) }
        let patience = WorkerOptions.with { $0.patience.refusalResubmits = 1 }
        try await withWorker(script) { worker in
            let status = try await worker.order(["prompt": "a"]).status
            #expect(status == 422)
            #expect(worker.jimeng.ledger.submits == 1)
        }
        try await withWorker(script, patience) { worker in
            let status = try await worker.order(["prompt": "a"]).status
            #expect(status == 422)
            #expect(worker.jimeng.ledger.submits == 2)
        }
    }

    @Test(arguments: [
        JimengScript.Submit.cut(billed: true), .cut(billed: false), .garbage(status: 502), .garbage(status: 200),
        .code(50500, status: 500),
    ])
    func aSubmitWhoseFateIsUnknownIsNeverSentAgain(_ fate: JimengScript.Submit) async throws {
        try await withWorker(.with { $0.submits = [fate, .accept] }) { worker in
            let answer = try await worker.order(["prompt": "a", "attemptId": "once"])
            #expect(answer.status == 504, "\(answer.text)")
            #expect(try answer.json()["errorCode"] == "OUTCOME_UNKNOWN")
            let again = try await worker.order(["prompt": "a", "attemptId": "once"])
            #expect(again.status == 504)
            #expect(worker.jimeng.ledger.submits == 1)
            #expect(try await worker.http.get("/api/attempts/once").json()["data"]?["state"] == "unknown")
        }
    }

    @Test func aSubmitThatIsNeverAnsweredIsUnknownInTime() async throws {
        let impatient = WorkerOptions.with { $0.submitLimit = .seconds(2) }
        try await withWorker(.with { $0.submits = [.silent] }, impatient) { worker in
            let answer = try await worker.order(["prompt": "a"])
            #expect(answer.status == 504)
            #expect(try answer.json()["errorCode"] == "OUTCOME_UNKNOWN")
            #expect(worker.jimeng.ledger.billed == 1)
        }
    }

    @Test func theSameAttemptJoinsTheRunningOneAndGetsItsAnswerAgain() async throws {
        try await withWorker(.with { $0.unreadyLooks = 3 }) { worker in
            let order: JSONValue = ["prompt": "a", "attemptId": "same"]
            async let first = worker.order(order, accept: "image/*")
            async let second = worker.order(order, accept: "image/*")
            let answers = try await [first, second]
            let third = try await worker.order(order, accept: "image/*")
            for answer in answers + [third] { #expect(answer.body == ScriptedPicture.png(bytes: 2000)) }
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }

    @Test func fiftyCallsOfOneAttemptAreOneSubmit() async throws {
        try await withWorker(.with { $0.unreadyLooks = 2 }) { worker in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await worker.order(["prompt": "a", "attemptId": "x"], accept: "image/*").status
                    }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(worker.jimeng.ledger.billed == 1)
        }
    }

    @Test func aTaskIsResumedWithoutASubmit() async throws {
        try await withWorker { worker in
            let first = try await worker.order(["prompt": "a"], accept: "image/*")
            let task = try #require(first.headers["x-provider-task-id"])
            let resume: JSONValue = ["resume": ["provider": "jimeng", "providerTaskId": .string(task)]]
            let second = try await worker.order(resume, accept: "image/*")
            #expect(second.status == 200, "\(second.text)")
            #expect(second.body == first.body)
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }

    @Test func aTaskThatNobodyKnowsIsSaidToBeGone() async throws {
        try await withWorker { worker in
            let resume: JSONValue = ["resume": ["provider": "jimeng", "providerTaskId": "1"]]
            let answer = try await worker.order(resume)
            #expect(answer.status == 502)
            #expect(try answer.json()["details"]?["providerCode"] == "not_found")
        }
    }

    @Test func afterTheLastLookTheTaskIsNamedSoThatItCanBeResumed() async throws {
        let impatient = WorkerOptions.with { $0.patience.maxPolls = 2 }
        try await withWorker(.with { $0.unreadyLooks = 1000 }, impatient) { worker in
            let answer = try await worker.order(["prompt": "a"])
            #expect(answer.status == 408)
            let error = try answer.json()
            #expect(error["errorCode"] == "GENERATION_TIMEOUT")
            #expect(error["error"] == "图片生成超时，请稍后重试")
            #expect(error["details"]?["provider"] == "jimeng")
            #expect(error["details"]?["taskId"]?.string?.hasPrefix("jimeng_v4_") == true)
            #expect(error["details"]?["providerTaskId"]?.string?.isEmpty == false)
        }
    }

    @Test func aTimedOutAttemptIsLookedAtAgainAndNotSubmittedAgain() async throws {
        let impatient = WorkerOptions.with { $0.patience.maxPolls = 2 }
        try await withWorker(.with { $0.unreadyLooks = 3 }, impatient) { worker in
            let order: JSONValue = ["prompt": "a", "attemptId": "slow"]
            let first = try await worker.order(order, accept: "image/*")
            #expect(first.status == 408)
            let second = try await worker.order(order, accept: "image/*")
            #expect(second.body == ScriptedPicture.png(bytes: 2000))
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }

    @Test func aResumeOfAFailedAttemptLooksAtTheTaskThatItNames() async throws {
        try await withWorker(.with { $0.submits = [.accept, .cut(billed: true)] }) { worker in
            let known = try await worker.order(["prompt": "a"], accept: "image/*")
            let lost = try await worker.order(["prompt": "a", "attemptId": "lost"], accept: "image/*")
            #expect(lost.status == 504)
            let task = JSONValue.string(try #require(known.headers["x-provider-task-id"]))
            let resume: JSONValue = [
                "attemptId": "lost", "resume": ["provider": "jimeng", "providerTaskId": task],
            ]
            let found = try await worker.order(resume, accept: "image/*")
            #expect(found.body == known.body)
            #expect(worker.jimeng.ledger.submits == 2)
        }
    }

    @Test func theNextProviderServesWhereTheFirstTookNothing() async throws {
        let two = WorkerOptions.with {
            $0.others = [StandIn()]
            $0.preferred = [ProviderID("jimeng"), ProviderID("stand-in")]
        }
        try await withWorker(.with { $0.submits = [.gatewayError("InvalidAccessKey", status: 401)] }, two) { worker in
            let answer = try await worker.order(["prompt": "a"])
            let data = try #require(try answer.json()["data"])
            #expect(data["provider"] == "stand-in")
            #expect(data["tried"]?[0]?["provider"] == "jimeng")
            #expect(data["tried"]?[0]?["errorCode"] == "PROVIDER_ERROR")
        }
        try await withWorker(.with { $0.submits = [.cut(billed: true)] }, two) { worker in
            let status = try await worker.order(["prompt": "a"]).status
            #expect(status == 504)
        }
    }

    @Test func aRefusalGoesToTheNextProviderOnlyWhereTheSettingSaysSo() async throws {
        let script = JimengScript.with { $0.submits = [.code(50412, status: 400)] }
        var options = WorkerOptions.with {
            $0.others = [StandIn()]
            $0.preferred = [ProviderID("jimeng"), ProviderID("stand-in")]
        }
        try await withWorker(script, options) { worker in
            let status = try await worker.order(["prompt": "a"]).status
            #expect(status == 422)
        }
        options.fallbackOnRefusal = true
        try await withWorker(script, options) { worker in
            let status = try await worker.order(["prompt": "a"]).status
            #expect(status == 200)
        }
    }

    @Test func aPictureThatCouldNotBeFetchedIsLookedForAgainByTheSameAttempt() async throws {
        // The picture's address is that of nobody at first; when it is asked for again, the bytes come with the answer.
        try await withWorker(
            .with {
                $0.lostPictures = 3; $0.answer = .url
            }
        ) { worker in
            let order: JSONValue = ["prompt": "a", "attemptId": "far"]
            let first = try await worker.order(order, accept: "image/*")
            #expect(first.status == 502)
            let second = try await worker.order(order, accept: "image/*")
            #expect(second.body == ScriptedPicture.png(bytes: 2000))
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }
}
