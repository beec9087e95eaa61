import Glibc
import JSON
import TestSupport
import Testing

/// Contract, sections 1 and 8: what holds on every endpoint, health, and who may ask.
struct HealthContractTests {
    @Test func `health names each dependency, and what is not configured is disabled`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.get("/api/health")
        #expect(answer.status == 200)
        let body = try answer.json()
        expectMembers(body, ["service", "status", "timestamp", "version", "dependencies"])
        #expect(body["service"] == "ScriptToFrame API")
        #expect(body["status"] == "healthy")
        #expect(body["dependencies"]?["deepseek"]?["status"] == "disabled")
        #expect(body["dependencies"]?["python_backend"]?["status"] == "healthy")
        #expect(body["dependencies"]?["python_backend"]?["responseTime"] != nil)
        #expect(body["dependencies"]?["image_worker"]?["status"] == "healthy")
        #expect(body["dependencies"]?["database"]?["status"] != nil)
        #expect(answer.headers["x-response-time"].flatMap { Double($0) } != nil)
    }

    @Test func `a worker that has gone degrades health but not the probes`() async throws {
        // An address of its own: the port that the worker leaves may be given to another test's worker.
        let both = try await BothProcesses.start(workerHost: "127.0.0.77")
        both.worker.killGroup()
        _ = try await both.worker.waitForExit()
        let answer = try await both.http.get("/api/health")
        #expect(answer.status == 503)
        #expect(try answer.json()["status"] == "degraded")
        #expect(try answer.json()["dependencies"]?["image_worker"]?["status"] == "unhealthy")
        #expect(try await both.http.get("/livez").status == 200)
        #expect(try await both.http.get("/readyz").status == 200)
    }

    @Test func `the worker tells its providers, disk and memory`() async throws {
        let worker = try await BothProcesses.startWorker()
        let http = PlainHTTP(port: try await worker.port())
        let root = try await http.get("/").json()
        #expect(root["service"] == "ScriptToFrame Image Generation API")
        #expect(root["sdk_available"] == false)
        #expect(root["endpoints"]?.array?.count == 2 || (root["endpoints"]?.array?.count ?? 0) > 2)
        let answer = try await http.get("/api/health")
        let health = try answer.json()
        #expect(answer.status == 200)
        #expect(health["status"] == "healthy")
        #expect(health["service"] == "Image Generation Backend")
        #expect(health["dependencies"]?["volcengine_api"]?["status"] == "disabled")
        #expect((health["dependencies"]?["disk_space"]?["freeBytes"]?.int ?? 0) > 1_000_000)
        let resident = try #require(health["dependencies"]?["memory_usage"]?["residentBytes"]?.int)
        let real = try #require(ProcessFigures(of: worker.pid)).residentBytes
        #expect(resident > real / 2 && resident < real * 2)
    }

    @Test(.enabled(if: TinyDisk.isPossible), arguments: ["", "/not/made/yet"])
    func `the disk that the worker looks at is the one of its spool`(place: String) async throws {
        let disk = try TinyDisk(at: try TemporaryFolder(), size: "1m")
        defer { disk.leave() }
        let worker = try await BothProcesses.startWorker(["SPOOL_DIR": disk.path + place])
        let answer = try await PlainHTTP(port: try await worker.port()).get("/api/health")
        #expect(answer.status == 503)
        let shown = try answer.json()["dependencies"]?["disk_space"]
        #expect(shown?["status"] == "unhealthy")
        #expect((1...1 << 20).contains(shown?["freeBytes"]?.int ?? 0))
    }

    @Test func `a request id is kept when well-formed, and made otherwise`() async throws {
        let both = try await BothProcesses.start()
        let kept = try await both.http.get("/livez", headers: ["X-Request-Id": "order-4711"])
        #expect(kept.headers["x-request-id"] == "order-4711")
        let made = try await both.http.get("/livez", headers: ["X-Request-Id": "no good\"}"])
        #expect(made.headers["x-request-id"]?.isEmpty == false)
        #expect(made.headers["x-request-id"]?.contains("\"") == false)
        _ = try await both.http.post("/api/generate-image", ["prompt": "a"], headers: ["X-Request-Id": "seen-below"])
        try await both.worker.event("image_generation_start") { $0["requestId"] == "seen-below" }
    }

    @Test func `unknown paths and methods are told apart`() async throws {
        let both = try await BothProcesses.start()
        try expectError(try await both.http.get("/api/nothing"), 404, "NOT_FOUND")
        let wrong = try await both.http.get("/api/generate-image")
        try expectError(wrong, 405, "METHOD_NOT_ALLOWED")
        #expect(wrong.headers["allow"]?.contains("POST") == true)
    }

    @Test func `errors are in English for those who ask`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.post(
            "/api/generate-image", [:], headers: ["Accept-Language": "en-GB,en;q=0.9,zh;q=0.1"])
        let error = try expectError(answer, 400, "INVALID_REQUEST")
        #expect(error["error"]?.string?.contains("prompt") == true)
        #expect(error["error"]?.string?.utf8.allSatisfy { $0 < 0x80 } == true)
    }

    @Test func `without keys only loopback names and origins are served`() async throws {
        let both = try await BothProcesses.start()
        let rebound = try await both.http.get("/api/health", headers: ["Host": "evil.example"])
        #expect(rebound.status == 403)
        let foreign = try await both.http.post(
            "/api/generate-image", ["prompt": "a"], headers: ["Origin": "https://evil.example"])
        try expectError(foreign, 403, "FORBIDDEN")
        let own = try await both.http.post(
            "/api/generate-image", ["prompt": "a"], headers: ["Origin": "http://localhost:5173"])
        #expect(own.status == 200)
        #expect(own.headers["access-control-allow-origin"] == "http://localhost:5173")
        let preflight = try await both.http.send(
            "OPTIONS", "/api/generate-image",
            headers: ["Origin": "http://localhost:5173", "Access-Control-Request-Method": "POST"])
        #expect(preflight.status == 204 || preflight.status == 200)
        #expect(preflight.headers["access-control-allow-methods"]?.contains("POST") == true)
    }

    @Test func `with a key everything but probes, health and the page asks for it`() async throws {
        let both = try await BothProcesses.start(gateway: ["GATEWAY_API_KEYS": "alpha,beta"])
        try expectError(try await both.http.post("/api/generate-image", ["prompt": "a"]), 401, "UNAUTHORIZED")
        let wrong = ["Authorization": "Bearer gamma"]
        let refused = try await both.http.post("/api/generate-image", ["prompt": "a"], headers: wrong)
        #expect(refused.status == 401 || refused.status == 403)
        let right = ["Authorization": "Bearer beta"]
        #expect(try await both.http.post("/api/generate-image", ["prompt": "a"], headers: right).status == 200)
        for path in ["/livez", "/readyz", "/api/health"] {
            #expect(try await both.http.get(path).status == 200, "\(path)")
        }
    }

    @Test func `the worker asks for its token and the gateway sends it`() async throws {
        let token = ["WORKER_TOKEN": "between-us"]
        let both = try await BothProcesses.start(worker: token, gateway: token)
        #expect(try await both.workerHTTP.post("/api/generate-image", ["prompt": "a"]).status == 401)
        #expect(try await both.http.post("/api/generate-image", ["prompt": "a"]).status == 200)
    }

    @Test func `an open gateway refuses to start on a foreign address`() async throws {
        let gateway = try await BothProcesses.startGateway(workerPort: 1, ["HOST": "0.0.0.0"])
        #expect(try await gateway.waitForExit() == .exited(2))
        #expect(gateway.lines.contains { $0.contains("ALLOW_UNAUTHENTICATED") })
    }

    @Test func `all faults of the settings are reported together`() async throws {
        let gateway = try await BothProcesses.startGateway(
            workerPort: 1, ["IMAGE_CONCURRENCY": "many", "DRAIN_SECONDS": "-3", "LOG_LEVEL": "loud"])
        #expect(try await gateway.waitForExit() == .exited(2))
        for name in ["IMAGE_CONCURRENCY", "DRAIN_SECONDS", "LOG_LEVEL"] {
            #expect(gateway.lines.contains { $0.contains(name) }, "\(name)")
        }
    }

    @Test(arguments: ["gateway", "image-worker"])
    func `help prints the settings, and metrics are Prometheus text`(program: String) async throws {
        let help = try await ProcessUnderTest.start(program, ["--help"])
        #expect(try await help.waitForExit() == .exited(0))
        #expect(help.lines.contains { $0.contains("PORT") })
        let process = try await ProcessUnderTest.start(program, environment: ["PORT": "0"])
        let http = PlainHTTP(port: try await process.port())
        _ = try await http.get("/livez")
        let metrics = try await http.get("/metrics")
        #expect(metrics.status == 200)
        #expect(metrics.headers["content-type"]?.hasPrefix("text/plain") == true)
        #expect(metrics.text.contains("# TYPE "))
    }

    @Test func `every figure of pictures names its provider`() async throws {
        let worker = try await ProcessUnderTest.start("image-worker", environment: ["PORT": "0"])
        let http = PlainHTTP(port: try await worker.port())
        let sketch = try await http.post("/api/generate-image", ["prompt": "a fox", "attemptId": "kept"])
        #expect(sketch.status == 200)
        let samples = try await http.get("/metrics").text.split(separator: "\n").filter { $0.hasPrefix("image_") }
        #expect(samples.contains { $0.hasPrefix(#"image_attempts_total{provider="sketch""#) })
        #expect(samples.contains { $0.hasPrefix(#"image_provider_in_flight{provider="jimeng"} 0"#) })
        #expect(samples.contains { $0.hasPrefix(#"image_spool_bytes{provider="sketch"}"#) })
        for sample in samples { #expect(sample.contains(#"provider=""#), "\(sample)") }
    }
}
