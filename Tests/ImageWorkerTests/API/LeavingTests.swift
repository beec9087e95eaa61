import HTTPCore
import ImageWorkerCore
import JSON
import Lifecycle
import TestSupport
import Testing

/// Callers that leave, and processes that do.
struct LeavingTests {
    @Test func aCallerThatLeavesBeforeASubmitCostsNothing() async throws {
        // The first submit is refused by a limit, so that the attempt waits, unsubmitted, when its caller leaves.
        let patient = WorkerOptions.with {
            $0.patience.backoff = Backoff(base: .seconds(6), cap: .seconds(6), maxRetries: 2, jitter: .none)
        }
        try await withWorker(.with { $0.submits = [.code(50429, status: 429), .accept] }, patient) { worker in
            let caller = try await worker.begin(["prompt": "a"])
            try await eventually("the first submit") { worker.jimeng.ledger.submits == 1 }
            caller.leave()
            try await eventually("the end of the attempt") { worker.attempts.runningCount == 0 }
            #expect(worker.jimeng.ledger.submits == 1)
            #expect(worker.jimeng.ledger.billed == 0)
        }
    }

    @Test func afterASubmitTheWorkerFinishesAndKeepsThePicture() async throws {
        try await withWorker(.with { $0.unreadyLooks = 4 }) { worker in
            let caller = try await worker.begin(["prompt": "a", "attemptId": "left"])
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            caller.leave()
            try await eventually("the picture") {
                try await worker.http.get("/api/attempts/left").json()["data"]?["state"] == "done"
            }
            let kept = try await worker.http.get("/api/attempts/left/picture")
            #expect(kept.body == ScriptedPicture.png(bytes: 2000))
            #expect(worker.jimeng.ledger.billed == 1)
        }
    }

    @Test func withoutANameItIsKeptByTheRequestsID() async throws {
        // A second and more for the worker to see that nobody waits.
        try await withWorker(.with { $0.unreadyLooks = 40 }) { worker in
            let caller = try await worker.http.begin(
                "POST", "/api/generate-image", headers: ["X-Request-Id": "anonymous-1"],
                body: Array(#"{"prompt":"a"}"#.utf8))
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            caller.leave()
            try await eventually("the picture") {
                try await worker.http.get("/api/attempts/anonymous-1/picture").status == 200
            }
        }
    }

    @Test func aFreedAttemptIsForgottenAndARunningOneIsNotFreed() async throws {
        try await withWorker(.with { $0.unreadyLooks = .max }) { worker in
            async let answer = worker.order(["prompt": "a", "attemptId": "f"], accept: "image/*")
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            #expect(try await worker.http.send("DELETE", "/api/attempts/f").status == 409)
            worker.jimeng.finishTasks()
            _ = try await answer
            #expect(try await worker.http.send("DELETE", "/api/attempts/f").status == 204)
            #expect(try await worker.http.get("/api/attempts/f").status == 404)
            #expect(try await worker.http.get("/api/attempts/f/picture").status == 404)
            #expect(try await worker.http.send("DELETE", "/api/attempts/f").status == 404)
        }
    }

    @Test func onTheWayOutNothingIsSubmittedAndTasksAreFinished() async throws {
        try await withWorker(.with { $0.unreadyLooks = 4 }) { worker in
            async let accepted = worker.order(["prompt": "a"], accept: "image/*")
            try await eventually("a task") { worker.jimeng.ledger.billed == 1 }
            worker.attempts.stop()
            let late = try await worker.order(["prompt": "b"])
            #expect(late.status == 503)
            #expect(try late.json()["errorCode"] == "SHUTTING_DOWN")
            #expect(try await accepted.status == 200)
            #expect(worker.jimeng.ledger.submits == 1)
        }
    }
}
