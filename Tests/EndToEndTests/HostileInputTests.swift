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

    @Test(arguments: ["multipart/form-data; boundary=x", "image/png", "AUDIO/mpeg", "video/mp4"])
    func `a body that is said to be no JSON is refused as such`(type: String) async throws {
        let both = try await BothProcesses.start()
        for (http, path) in Self.paths.map({ (both.http, $0) }) + [(both.workerHTTP, "/api/generate-image")] {
            let answer = try await http.send(
                "POST", path, headers: ["Content-Type": type], body: Array(#"{"prompt":"a"}"#.utf8))
            try expectError(answer, 415, "UNSUPPORTED_MEDIA_TYPE")
        }
    }

    @Test(arguments: ["application/x-www-form-urlencoded", "text/plain", "application/json; charset=utf-8", "x"])
    func `JSON is read whatever else it is called, with a byte order mark or without`(type: String) async throws {
        let both = try await BothProcesses.start()
        for mark: [UInt8] in [[], [0xEF, 0xBB, 0xBF]] {
            for http in [both.http, both.workerHTTP] {
                let answer = try await http.send(
                    "POST", "/api/generate-image", headers: ["Content-Type": type],
                    body: mark + Array(#"{"prompt":"a"}"#.utf8))
                #expect(answer.status == 200, "\(answer.text.prefix(200))")
            }
        }
    }

    @Test func `the server as a whole tells its methods`() async throws {
        let both = try await BothProcesses.start()
        for http in [both.http, both.workerHTTP] {
            let answer = try await http.send("OPTIONS", "*")
            #expect(answer.status == 204)
            #expect(answer.headers["allow"]?.contains("POST") == true)
        }
    }
}
