import FoundationEssentials
import Glibc
import JSON
import TestSupport
import Testing

/// The path of money through both processes: nobody pays twice, and what is paid for is not lost.
struct MoneyTests {
    @Test(.timeLimit(.minutes(3)))
    func `a client that leaves before the submit pays nothing`() async throws {
        // The first submit is refused for its rate, so that the worker waits, unsubmitted, when the client leaves.
        let limited = JimengScript.with {
            $0.submits = [.code(50429, status: 429), .accept]
            $0.retryAfter = 6
        }
        try await withJimeng(limited) { paid in
            let client = try await paid.begin("/api/generate-image", #"{"prompt":"a hill"}"#)
            try await paid.ledger("the refused submit") { $0.submits == 1 }
            client.leave()
            try await paid.both.worker.event("image_generation_failed")
            #expect(paid.jimeng.ledger.submits == 1)
            #expect(paid.jimeng.ledger.billed == 0)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `after the submit the worker finishes without the client and keeps the picture`() async throws {
        // The leaving must be seen before the picture is ready, on a busy machine too.
        try await withJimeng(.with { $0.readyAfter = .seconds(3) }) { paid in
            let client = try await paid.begin("/api/generate-image", #"{"prompt":"a hill"}"#)
            try await paid.ledger("the submit") { $0.billed == 1 }
            client.leave()
            let done = try await paid.both.worker.event("image_generation_done")
            let attempt = try #require(done["attempt"]?.string)
            let worker = paid.both.workerHTTP
            #expect(try await worker.get("/api/attempts/\(attempt)").json()["data"]?["state"] == "done")
            let order: JSONValue = ["prompt": "a hill", "attemptId": .string(attempt)]
            let joined = try await worker.post("/api/generate-image", order, headers: ["Accept": "image/*"])
            #expect(joined.body == ScriptedPicture.png(bytes: 2000))
            #expect(paid.jimeng.ledger.submits == 1)
        }
    }

    @Test(.timeLimit(.minutes(3)), arguments: [JimengScript.Answer.base64, .url])
    func `a picture comes through both processes byte for byte`(answer: JimengScript.Answer) async throws {
        try await withJimeng(.with { $0.answer = answer }) { paid in
            let single = try await paid.both.http.post("/api/generate-image-python", ["prompt": "a hill"]).json()
            #expect(try Self.picture(single["data"]?["imageUrl"]) == ScriptedPicture.png(bytes: 2000))
            let batch: JSONValue = ["frames": [["prompt": "a lake"], ["prompt": "a wood"]]]
            let many = try await paid.both.http.post("/api/generate-all-images", batch).json()
            for entry in try #require(many["data"]?.array) {
                #expect(try Self.picture(entry["imageUrl"]) == ScriptedPicture.png(bytes: 2000))
            }
            #expect(paid.jimeng.ledger.billed == 3)
            #expect(paid.jimeng.ledger.badSignatures == [])
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `frames of a batch that were refused for their rate are drawn, each billed once`() async throws {
        try await withJimeng { paid in
            paid.jimeng.play(.with { $0.submits = [.code(50430, status: 429), .accept] }, for: "busy")
            let frames = (1...6).map { ["sequence": .int($0), "prompt": .string("busy \($0)")] as JSONValue }
            let order: JSONValue = ["frames": .array(frames), "config": ["concurrency": 3]]
            let body = try await paid.both.http.post("/api/generate-all-images", order).json()
            #expect(body["stats"]?["success"] == 6)
            #expect(paid.jimeng.ledger.submits == 12)
            #expect(paid.jimeng.ledger.billed == 6)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a worker that is killed after the acceptance is an unknown outcome that names its task`() async throws {
        try await withJimeng(.with { $0.unreadyLooks = 1_000_000 }) { paid in
            let client = try await paid.begin("/api/generate-image", #"{"prompt":"a hill"}"#)
            try await paid.ledger("a look") { $0.looks > 0 }
            paid.both.worker.send(SIGKILL)
            let answer = try await client.response()
            let error = try expectError(answer, 504, "OUTCOME_UNKNOWN")
            #expect(error["details"]?["taskId"]?.string?.hasPrefix("jimeng_v4_") == true)
            #expect(error["details"]?["providerTaskId"]?.string == paid.jimeng.ledger.tasks.keys.first)
            #expect(answer.headers["x-should-retry"] == "false")
            #expect(paid.jimeng.ledger.submits == 1)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a worker that ends while the gateway waits gives the picture or its task's id`() async throws {
        let drain = ["DRAIN_DELAY_SECONDS": "0.2", "DRAIN_SECONDS": "8"]
        try await withJimeng(.with { $0.readyAfter = .milliseconds(500) }, worker: drain) { paid in
            paid.jimeng.play(.with { $0.unreadyLooks = 1_000_000 }, for: "endless")
            var waiting: [PlainConnection] = []
            for number in 0..<40 {
                let prompt = number % 4 == 0 ? "endless \(number)" : "quick \(number)"
                waiting.append(try await paid.begin("/api/generate-image", #"{"prompt":"\#(prompt)"}"#))
            }
            try await paid.ledger("40 submits") { $0.billed == 40 }
            paid.both.worker.send(SIGTERM)
            var tasks: Set<String> = []
            for (number, connection) in waiting.enumerated() {
                let answer = try await connection.response()
                guard number % 4 == 0 else {
                    #expect(answer.status == 200)
                    continue
                }
                let error = try expectError(answer, 503, "SHUTTING_DOWN")
                tasks.insert(try #require(error["details"]?["providerTaskId"]?.string))
            }
            #expect(tasks.count == 10)
            #expect(try await paid.both.worker.waitForExit() == .exited(0))
            #expect(paid.jimeng.ledger.submits == 40)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a gateway that ends in the middle of a batch names the task of every frame`() async throws {
        let drain = ["DRAIN_DELAY_SECONDS": "0.1", "DRAIN_SECONDS": "1"]
        try await withJimeng(gateway: drain) { paid in
            paid.jimeng.play(.with { $0.unreadyLooks = 1_000_000 }, for: "endless")
            let frames = (1...40).map { number in
                #"{"sequence":\#(number),"prompt":"\#(number % 2 == 0 ? "endless" : "quick") \#(number)"}"#
            }
            let client = try await paid.begin(
                "/api/generate-all-images",
                #"{"frames":[\#(frames.joined(separator: ","))],"config":{"concurrency":50}}"#)
            try await paid.ledger("20 pictures") { ledger in
                ledger.billed == 40 && ledger.tasks.values.count { $0.isDelivered } == 20
            }
            paid.both.gateway.send(SIGTERM)
            let body = try await client.response().json()
            let entries = try #require(body["data"]?.array)
            #expect(entries.count == 40)
            for entry in entries {
                let isThere = entry["imageUrl"]?.string != nil || entry["errorCode"] == "SHUTTING_DOWN"
                #expect(isThere, "\(entry.text.prefix(200))")
                #expect(entry["taskId"]?.string?.hasPrefix("jimeng_v4_") == true)
            }
            #expect(try await paid.both.gateway.waitForExit() == .exited(0))
            #expect(paid.jimeng.ledger.submits == 40)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a batch that is cut off on its way leaves its pictures with the worker`() async throws {
        // Far more than sockets take, so that the answer is under way when its client leaves.
        let picture = ScriptedPicture.png(bytes: 6 << 20)
        try await withJimeng(picture: picture) { paid in
            let frames = (1...4).map { #"{"sequence":\#($0),"prompt":"frame \#($0)"}"# }.joined(separator: ",")
            let client = try await paid.begin("/api/generate-all-images", #"{"frames":[\#(frames)]}"#)
            let worker = paid.both.worker
            try await worker.event("request") { $0["path"]?.string?.hasSuffix("/picture") == true }
            client.leave()
            try await paid.both.gateway.event("request") { $0["path"] == "/api/generate-all-images" }
            let attempts = Self.attempts(worker)
            #expect(attempts.count == 4)
            for attempt in attempts {
                let state = try await paid.both.workerHTTP.get("/api/attempts/\(attempt)")
                #expect(state.status == 200)
            }
            #expect(paid.jimeng.ledger.billed == 4)
        }
    }

    private static func attempts(_ worker: ProcessUnderTest) -> [String] {
        worker.lines.compactMap { line in
            guard line.contains("image_generation_done") else { return nil }
            return try? JSONValue.parse(line)["attempt"]?.string
        }
    }

    private static func picture(_ url: JSONValue?) throws -> [UInt8] {
        let text = try #require(url?.string)
        return Array(try #require(Data(base64Encoded: String(text.dropFirst("data:image/png;base64,".count)))))
    }
}
