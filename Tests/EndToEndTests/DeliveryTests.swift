import Glibc
import JSON
import TestSupport
import Testing

/// SIGTERM to a worker: what was paid for is fetched before it goes.
struct DeliveryTests {
    private static let drain = ["DRAIN_DELAY_SECONDS": "0.1", "DRAIN_SECONDS": "8"]

    @Test func `a batch gets every picture that was paid for, those of before the signal too`() async throws {
        let slow = JimengScript.with { $0.readyAfter = .milliseconds(800) }
        try await withJimeng(worker: Self.drain) { paid in
            paid.jimeng.play(slow, for: "slow")
            paid.jimeng.play(.with { $0.unreadyLooks = 1_000_000 }, for: "endless")
            let frames = (0..<16).map { number -> JSONValue in
                let kind = number == 7 ? "endless" : number % 2 == 0 ? "early" : "slow"
                return ["sequence": .int(number), "prompt": .string("\(kind) \(number)")]
            }
            let order: JSONValue = ["frames": .array(frames), "config": ["concurrency": 16]]
            let batch = try await paid.begin(
                "/api/generate-all-images", String(decoding: order.bytes(), as: UTF8.self))
            try await paid.ledger("16 submits, the early ones delivered") { ledger in
                ledger.billed == 16 && ledger.tasks.values.count { $0.isDelivered } >= 8
            }
            paid.both.worker.send(SIGTERM)
            let body = try await batch.response().json()
            let results = try #require(body["data"]?.array)
            #expect(results.count == 16)
            for result in results {
                if result["sequence"] == 7 {
                    #expect(result["errorCode"] == "SHUTTING_DOWN")
                    #expect(result["taskId"]?.string?.hasPrefix("jimeng_v4_") == true)
                } else {
                    #expect(result["imageUrl"]?.string?.hasPrefix("data:image/png;base64,") == true, "\(result)")
                }
            }
            #expect(try await paid.both.worker.waitForExit() == .exited(0))
            #expect(paid.jimeng.ledger.billed == 16)
        }
    }

    @Test func `single pictures in flight come through the gateway, each billed once`() async throws {
        let patient = ["DRAIN_DELAY_SECONDS": "0.1", "DRAIN_SECONDS": "120"]
        try await withJimeng(.with { $0.readyAfter = .milliseconds(600) }, worker: patient) { paid in
            var waiting: [PlainConnection] = []
            for number in 0..<30 {
                waiting.append(try await paid.begin("/api/generate-image", #"{"prompt":"picture \#(number)"}"#))
            }
            try await paid.ledger("30 submits") { $0.billed == 30 }
            let began = ContinuousClock.now
            paid.both.worker.send(SIGTERM)
            for connection in waiting { #expect(try await connection.response().status == 200) }
            // All were fetched, so that the drain's limit is not waited for.
            #expect(try await paid.both.worker.waitForExit() == .exited(0))
            #expect(ContinuousClock.now - began < .seconds(60))
            #expect(paid.jimeng.ledger.billed == 30)
        }
    }

    @Test func `until its pictures are fetched the worker answers, but takes no new order`() async throws {
        let patient = ["DRAIN_DELAY_SECONDS": "0", "DRAIN_SECONDS": "120"]
        try await withJimeng(worker: patient) { paid in
            let (http, worker) = (paid.both.workerHTTP, paid.both.worker)
            let order: JSONValue = ["prompt": "a", "attemptId": "told"]
            let told = try await http.post("/api/generate-image", order, headers: ["Accept": "text/event-stream"])
            #expect(told.events.last?.name == "image")
            worker.send(SIGTERM)
            try await eventually("unreadiness") { try await http.get("/readyz").status == 503 }
            let refused = try await http.post("/api/generate-image", ["prompt": "b"])
            try expectError(refused, 503, "SHUTTING_DOWN")
            #expect(refused.headers["retry-after"].flatMap { Int($0) } != nil)
            #expect(try await http.get("/api/attempts/told").json()["data"]?["state"] == "done")
            let fetched = ContinuousClock.now
            #expect(try await http.get("/api/attempts/told/picture").body == ScriptedPicture.png(bytes: 2000))
            #expect(try await worker.waitForExit() == .exited(0))
            #expect(ContinuousClock.now - fetched < .seconds(60))
            #expect(paid.jimeng.ledger.submits == 1)
        }
    }

    @Test func `an order that was to be tried again is not submitted any more`() async throws {
        let limited = JimengScript.with {
            $0.submits = [.code(50429, status: 429), .accept]
            $0.retryAfter = 6
        }
        try await withJimeng(limited, worker: Self.drain) { paid in
            let waiting = try await paid.begin("/api/generate-image", #"{"prompt":"a"}"#)
            try await paid.ledger("a submit") { $0.submits == 1 }
            paid.both.worker.send(SIGTERM)
            try expectError(try await waiting.response(), 503, "SHUTTING_DOWN")
            #expect(try await paid.both.worker.waitForExit() == .exited(0))
            #expect((paid.jimeng.ledger.submits, paid.jimeng.ledger.billed) == (1, 0))
        }
    }
}
