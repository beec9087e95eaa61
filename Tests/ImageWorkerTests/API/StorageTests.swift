import FoundationEssentials
import ImageWorkerCore
import JSON
import TestSupport
import Testing

/// What callers see of the spool's limits.
struct StorageTests {
    private func options(_ limits: SpoolLimits, _ folder: TemporaryFolder) -> WorkerOptions {
        .with {
            $0.spool = limits
            $0.spoolFolder = folder.path
        }
    }

    private func told(_ name: String, by worker: WorkerUnderTest) async throws -> JSONValue {
        let order: JSONValue = ["prompt": "a", "attemptId": .string(name)]
        let answer = try await worker.order(order, accept: "text/event-stream")
        return try #require(try answer.events.last?.json())
    }

    @Test func `pictures side by side that memory has no part for are fetched whole`() async throws {
        let folder = try TemporaryFolder()
        let limits = SpoolLimits(all: 1 << 30, age: .seconds(600), memory: 3000)
        try await withWorker(JimengScript(), options(limits, folder)) { worker in
            for name in ["a", "b", "c", "d"] {
                #expect(try await told(name, by: worker)["url"]?.string == "/api/attempts/\(name)/picture")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
            let picture = ScriptedPicture.png(bytes: 2000)
            for name in ["a", "b", "c", "d"] {
                let path = "/api/attempts/\(name)/picture"
                #expect(try await worker.http.get(path).body == picture)
                let part = try await worker.http.get(path, headers: ["Range": "bytes=10-19"])
                #expect((part.status, part.body) == (206, Array(picture[10..<20])))
                #expect(try await worker.http.send("DELETE", "/api/attempts/\(name)").status == 204)
            }
            #expect(worker.jimeng.ledger.billed == 4)
        }
    }

    @Test func `a full spool refuses orders before they cost, until a picture is fetched`() async throws {
        let folder = try TemporaryFolder()
        try await withWorker(JimengScript(), options(SpoolLimits(all: 1, age: .seconds(600)), folder)) { worker in
            #expect(try await told("a", by: worker)["url"] != nil)
            let refused = try await worker.order(["prompt": "b"])
            #expect(refused.status == 507)
            #expect(try refused.json()["errorCode"] == "STORAGE_FULL")
            #expect(refused.headers["retry-after"].flatMap { Int($0) } != nil)
            #expect(try await told("b", by: worker)["errorCode"] == "STORAGE_FULL")
            // Part of it is not it.
            let part = try await worker.http.get("/api/attempts/a/picture", headers: ["Range": "bytes=0-9"])
            #expect(part.status == 206)
            #expect(try await worker.order(["prompt": "b"]).status == 507)
            #expect(worker.jimeng.ledger.submits == 1)
            #expect(try await worker.http.get("/api/attempts/a/picture").status == 200)
            try await eventually("room") { try await worker.order(["prompt": "b"]).status == 200 }
            // It may go by now, and is not paid for again.
            #expect(try await told("a", by: worker)["url"] != nil)
            #expect(worker.jimeng.ledger.submits == 2)
        }
    }
}
