import HTTPCore
import ImageWorkerCore
import JSON
import Lifecycle
import TestSupport
import Testing

/// A picture may have been charged from the moment its order leaves; whoever waits can name it from then on.
struct SubmittingTests {
    /// One call, and the picture is in its answer: no task is heard of before.
    private final class OneCall: ImageProvider {
        let facts = ProviderFacts(id: ProviderID("one-call"), references: .none, options: [])
        /// Opened for the answer to come.
        let answer = Latch()

        func generate(
            _ order: PictureOrder, _ journal: any AttemptJournal
        ) async throws(GenerationError) -> Generated {
            try await journal.submitting()
            do { try await answer.wait() } catch { throw GenerationError(.cancelled, billed: .unknown) }
            return Generated(Picture(bytes: [1, 2, 3], type: .png, width: 1, height: 1))
        }
    }

    @Test func theTaskIsNamedWhenTheOrderLeavesAlsoToACallerThatJoinsLate() async throws {
        let provider = OneCall()
        let options = WorkerOptions.with {
            $0.others = [provider]
            $0.preferred = [provider.facts.id]
        }
        try await withWorker(JimengScript(), options) { worker in
            let order: JSONValue = ["prompt": "a", "attemptId": "one"]
            async let first = worker.order(order, accept: "text/event-stream")
            try await eventually("the order on its way") {
                try await worker.http.get("/api/attempts/one").json()["data"]?["state"] == "submitting"
            }
            let late = try await worker.begin(order, accept: "text/event-stream")
            _ = try await late.head()
            var heard = ""
            while !heard.contains("\n\n"), let piece = try await late.piece() {
                heard += String(decoding: piece, as: UTF8.self)
            }
            #expect(heard.hasPrefix("event: progress\n") && heard.contains(#""taskId":"one-call_one""#), "\(heard)")
            let known = try await worker.http.get("/api/attempts/one").json()["data"]
            #expect(known?["taskId"] == "one-call_one")
            provider.answer.open()
            let events = try await first.events
            #expect(events.map(\.name) == ["progress", "image"])
            let told = try #require(events.first).json()
            #expect(told["polls"] == 0)
            #expect(told["state"] == "submitting")
            #expect(told["provider"] == "one-call")
            #expect(told["taskId"] == "one-call_one")
        }
    }

    @Test func anOrderThatALimitTurnedAwayIsTakenBack() async throws {
        try await withWorker(.with { $0.submits = [.code(50429, status: 429), .accept] }) { worker in
            let events = try await worker.order(["prompt": "a"], accept: "text/event-stream").events
            #expect(events.prefix(4).map(\.name) == ["progress", "progress", "progress", "submitted"])
            let told = try events.prefix(3).map { try $0.json() }
            #expect(told.map { $0["state"] } == ["submitting", "waiting", "submitting"])
            #expect(told.map { $0["polls"] } == [0, 0, 0])
            #expect(told.map { $0["taskId"] != nil } == [true, false, true])
            #expect(events.last?.name == "image")
        }
    }
}
