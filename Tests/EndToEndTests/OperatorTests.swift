import JSON
import TestSupport
import Testing

/// What the person who runs the gateway sees.
struct OperatorTests {
    /// Output and end of `gateway` with one argument.
    private func run(_ argument: String, _ environment: [String: String]) async throws -> (
        TestSupport.ExitStatus, String
    ) {
        let process = try await ProcessUnderTest.start("gateway", [argument], environment: environment)
        let exit = try await process.waitForExit()
        return (exit, process.lines.joined(separator: "\n"))
    }

    @Test func `check shows no password of an address`() async throws {
        let (exit, text) = try await run(
            "check",
            [
                "IMAGE_WORKER_URL": "http://bob:sesame@localhost:8081", "DEEPSEEK_API_KEY": "sk-open",
                "DEEPSEEK_BASE_URL": "https://bob:sesame@llm.example/v1",
            ])
        #expect(exit == .exited(0))
        #expect(text.contains("@localhost:8081"))
        #expect(!text.contains("sesame") && !text.contains("sk-open"))
    }

    @Test func `check says when everybody is served`() async throws {
        let (_, text) = try await run("check", ["HOST": "0.0.0.0", "ALLOW_UNAUTHENTICATED": "true"])
        #expect(text.contains("everybody who reaches the port is served"))
        #expect(!text.contains("only this machine"))
    }

    @Test(arguments: [" ", " , ", ","])
    func `keys that hold no key are a fault and never an open door`(_ keys: String) async throws {
        let (exit, text) = try await run("check", ["GATEWAY_API_KEYS": keys, "ALLOW_UNAUTHENTICATED": "true"])
        #expect(exit == .exited(2))
        #expect(text.contains("GATEWAY_API_KEYS"))
    }

    @Test(arguments: ["https://bob:sesame@board.example", "https://board.example/?a=1", "ftp://board.example", "board"])
    func `an address that cannot be given to others stops the start`(_ url: String) async throws {
        let (exit, text) = try await run("check", ["PUBLIC_URL": url])
        #expect(exit == .exited(2))
        #expect(text.contains("PUBLIC_URL"))
    }

    @Test func `who opens the address sees what there is`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.get("/")
        #expect(answer.status == 200)
        #expect(try answer.json()["service"] == "ScriptToFrame API")
        #expect((try answer.json()["endpoints"]?.array?.count ?? 0) >= 5)
    }

    @Test func `a listed origin may post, another may not`() async throws {
        let both = try await BothProcesses.start(gateway: ["CORS_ALLOW_ORIGINS": "https://board.example"])
        func status(_ origin: String) async throws -> Int {
            try await both.http.send(
                "POST", "/api/generate-image", headers: ["Content-Type": "application/json", "Origin": origin],
                body: Array("{}".utf8)
            ).status
        }
        #expect(try await status("https://board.example") == 400)
        #expect(try await status("https://board.example.evil.example") == 403)
    }
}
