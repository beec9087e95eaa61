import JSON
import TestSupport
import Testing

/// Bodies that nobody should send, against the running gateway.
struct HostileInputTests {
    private static let paths = [
        "/api/intelligent-analyze-script", "/api/generate-image-python", "/api/generate-image",
        "/api/generate-all-images",
    ]

    @Test func `a thousand bad bodies give no 5xx and leave memory where it was`() async throws {
        let both = try await BothProcesses.start()
        try await postAll(BadBodies(count: 100, seed: 1), to: both.http)
        let before = try #require(ProcessFigures(of: both.gateway.pid)).residentBytes
        try await postAll(BadBodies(count: 1000, seed: 2), to: both.http)
        let after = try #require(ProcessFigures(of: both.gateway.pid)).residentBytes
        #expect(after - before < 8_000_000, "\(before) bytes before, \(after) after")
        #expect(try await both.http.get("/livez").status == 200)
    }

    private func postAll(_ bodies: BadBodies, to http: PlainHTTP) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, body) in bodies.all.enumerated() {
                if index >= 16 { try await group.next() }
                group.addTask {
                    let path = Self.paths[index % Self.paths.count]
                    let answer = try await http.send(
                        "POST", path, headers: ["Content-Type": "application/json"], body: body)
                    #expect((400..<500).contains(answer.status), "\(path) \(answer.status) \(answer.text.prefix(200))")
                    #expect(try answer.json()["errorCode"]?.string != nil)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(.timeLimit(.minutes(3))) func `a body of 100 MB is refused at its head`() async throws {
        let both = try await BothProcesses.start()
        let connection = try await both.http.open()
        let head = """
            POST /api/generate-image HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r
            Content-Length: 104857600\r\n\r\n{"prompt":"
            """
        try await connection.send(Array(head.utf8))
        let answer = try await connection.response()
        try expectError(answer, 413, "PAYLOAD_TOO_LARGE")
    }

    @Test func `a body without a length is cut off at the limit`() async throws {
        let both = try await BothProcesses.start(gateway: ["MAX_JSON_BYTES": "100000"])
        let connection = try await both.http.open()
        let head = """
            POST /api/generate-image HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r
            Transfer-Encoding: chunked\r\n\r\n
            """
        try await connection.send(Array(head.utf8))
        let chunk = Array("8000\r\n".utf8) + [UInt8](repeating: 0x20, count: 0x8000) + Array("\r\n".utf8)
        for _ in 0..<4 { try await connection.send(chunk) }
        try expectError(try await connection.response(), 413, "PAYLOAD_TOO_LARGE")
    }

    @Test func `a body that breaks off inside says at which byte`() async throws {
        let both = try await BothProcesses.start()
        let answer = try await both.http.send(
            "POST", "/api/generate-image", headers: ["Content-Type": "application/json"],
            body: Array(#"{"prompt":"a",}"#.utf8))
        let error = try expectError(answer, 400, "INVALID_REQUEST")
        #expect(error["details"]?["offset"] == 14)
    }
}
