import HTTPCore
import ImageWorkerCore
import JSON
import TestSupport
import Testing

/// Whose picture it is: an id stands for one order, and nobody's picture takes another's place.
struct ClaimTests {
    @Test func anIDThatStandsForAnotherOrderIsAConflict() async throws {
        try await withWorker(.with { $0.unreadyLooks = 5 }) { worker in
            async let first = worker.order(["prompt": "a hill", "attemptId": "x"], accept: "image/*")
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            let during = try await worker.order(["prompt": "a lake", "attemptId": "x"])
            #expect(during.status == 409)
            #expect(try await first.status == 200)
            let after = try await worker.order(["prompt": "a lake", "attemptId": "x"])
            #expect(after.status == 409)
            #expect(try after.json()["errorCode"] == "CONFLICT")
            let again = try await worker.order(["prompt": "a hill", "attemptId": "x"], accept: "image/*")
            #expect(again.status == 200)
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }

    @Test func oneRequestIDUsedTwiceKeepsBothPictures() async throws {
        try await withWorker { worker in
            var addresses: [String] = []
            for prompt in ["a hill", "a lake"] {
                let body = Array(#"{"prompt":"\#(prompt)"}"#.utf8)
                let answer = try await worker.http.send(
                    "POST", "/api/generate-image",
                    headers: ["X-Request-Id": "batch-7", "Accept": "text/event-stream"], body: body)
                addresses.append(try #require(try answer.events.last?.json()["url"]?.string))
            }
            #expect(Set(addresses).count == 2)
            for address in addresses { #expect(try await worker.http.get(address).status == 200) }
        }
    }

    @Test func aRequestsIDNeverTouchesAnAttemptOfThatName() async throws {
        try await withWorker(.with { $0.unreadyLooks = 3 }) { worker in
            let named: JSONValue = ["prompt": "a hill", "attemptId": "same"]
            let first = try await worker.order(named, accept: "image/*")
            let caller = try await worker.http.begin(
                "POST", "/api/generate-image", headers: ["X-Request-Id": "same"], body: Array(#"{"prompt":"b"}"#.utf8))
            try await eventually("a second task") { worker.jimeng.ledger.billed == 2 }
            caller.leave()
            try await eventually("the end of the attempt") { worker.attempts.runningCount == 0 }
            let task = try await worker.http.get("/api/attempts/same").json()["data"]?["providerTaskId"]?.string
            #expect(task == first.headers["x-provider-task-id"])
        }
    }

    @Test func aPictureThatWentForWantOfRoomIsLookedForAgainAndNotPaidForAgain() async throws {
        let narrow = WorkerOptions.with { $0.spool = SpoolLimits(all: 3000, age: .seconds(600)) }
        try await withWorker(JimengScript(), narrow) { worker in
            for name in ["one", "two"] {
                let answer = try await worker.order(["prompt": "a", "attemptId": .string(name)], accept: "image/*")
                #expect(answer.status == 200)
            }
            #expect(try await worker.http.get("/api/attempts/one/picture").status == 404)
            let again = try await worker.order(["prompt": "a", "attemptId": "one"], accept: "image/*")
            #expect(again.body == ScriptedPicture.png(bytes: 2000))
            #expect(worker.jimeng.ledger.submits == 2)
        }
    }

    @Test func anUnknownOutcomeIsRememberedWhateverElseIsKept() async throws {
        let narrow = WorkerOptions.with { $0.spool = SpoolLimits(all: 3000, age: .seconds(600)) }
        try await withWorker(JimengScript(), narrow) { worker in
            worker.jimeng.play(.with { $0.submits = [.cut(billed: true), .accept] }, for: "lost")
            let lost: JSONValue = ["prompt": "lost", "attemptId": "lost"]
            let status2 = try await worker.order(lost).status
            #expect(status2 == 504)
            for name in ["one", "two", "three"] {
                _ = try await worker.order(["prompt": "a", "attemptId": .string(name)], accept: "image/*")
            }
            let status3 = try await worker.order(lost).status
            #expect(status3 == 504)
            #expect(worker.jimeng.ledger.submits == 4)
        }
    }

    @Test func aResumeThatComesToNothingForgetsNothing() async throws {
        let two = WorkerOptions.with { $0.others = [StandIn()] }
        try await withWorker(.with { $0.submits = [.cut(billed: true), .accept] }, two) { worker in
            let lost: JSONValue = ["prompt": "lost", "attemptId": "lost"]
            let status4 = try await worker.order(lost).status
            #expect(status4 == 504)
            let resume: JSONValue = [
                "attemptId": "lost", "resume": ["provider": "stand-in", "providerTaskId": "1"],
            ]
            let status5 = try await worker.order(resume).status
            #expect(status5 == 400)
            let status6 = try await worker.order(lost).status
            #expect(status6 != 200)
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }
}
