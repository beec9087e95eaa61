import Glibc
import JSON
import TestSupport
import Testing

/// SIGTERM while pictures are being waited for: contract/gateway, section 8.
struct DrainTests {
    private enum Stopped: String, CaseIterable { case gateway, worker }

    @Test(arguments: Stopped.allCases)
    private func `every accepted request gets its picture or its task's id, and the exit is clean`(
        stopped: Stopped
    ) async throws {
        let drain = ["DRAIN_DELAY_SECONDS": "0.2", "DRAIN_SECONDS": "6"]
        try await withJimeng(.with { $0.readyAfter = .milliseconds(600) }, worker: drain, gateway: drain) { paid in
            paid.jimeng.play(.with { $0.unreadyLooks = 1_000_000 }, for: "endless")
            let http = stopped == .gateway ? paid.both.http : paid.both.workerHTTP
            let process = stopped == .gateway ? paid.both.gateway : paid.both.worker
            var waiting: [PlainConnection] = []
            for number in 0..<30 {
                let prompt = number % 3 == 0 ? "endless \(number)" : "quick \(number)"
                waiting.append(try await paid.begin("/api/generate-image", #"{"prompt":"\#(prompt)"}"#, port: http))
            }
            try await paid.ledger("30 submits") { $0.billed == 30 }
            let began = ContinuousClock.now
            process.send(SIGTERM)
            for (number, connection) in waiting.enumerated() {
                let answer = try await connection.response()
                if number % 3 == 0 {
                    let error = try expectError(answer, 503, "SHUTTING_DOWN")
                    #expect(error["details"]?["taskId"]?.string?.hasPrefix("jimeng_v4_") == true)
                } else {
                    #expect(answer.status == 200)
                }
            }
            #expect(try await process.waitForExit() == .exited(0))
            #expect(ContinuousClock.now - began < .seconds(60))
            #expect(paid.jimeng.ledger.billed == 30)
        }
    }

    @Test func `readiness ends at once while requests are still served, then connections are refused`() async throws {
        let both = try await BothProcesses.start(gateway: ["DRAIN_DELAY_SECONDS": "6"])
        #expect(try await both.http.get("/readyz").status == 200)
        both.gateway.send(SIGTERM)
        try await eventually("unreadiness") { try await both.http.get("/readyz").status == 503 }
        #expect(try await both.http.get("/livez").status == 200)
        #expect(try await both.gateway.waitForExit() == .exited(0))
        await #expect(throws: PlainHTTPError.self) { try await both.http.get("/livez") }
    }
}
