import HTTPCore
import HTTPServer
import TestSupport
import Testing

/// Malformed requests over real sockets: each gets what the standard says, and nobody else waits for it.
struct TortureTests {
    private static let routes: @Sendable (inout Router) -> Void = { router in
        router.get("/") { _, _ in .text("ok") }
        router.get("/livez") { _, _ in .text("alive") }
        router.post("/") { request, _ in .text("\(try await request.body.collect(limit: 1 << 20).count)") }
    }

    private static var impatient: ServerSettings {
        var settings = ServerSettings()
        settings.headTimeout = .seconds(3)
        settings.bodyTimeout = .seconds(3)
        settings.limits.body = 1 << 20
        return settings
    }

    @Test func everyMalformedRequestIsRefusedAndNobodyElseIsDelayed() async throws {
        #expect(RequestCase.all.count >= 60)
        let samples = RequestCase.all.filter { $0.verdict != .waiting }
        try await withServer(Self.routes) { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let witness = Witness()
                group.addTask { try await witness.watch(server) }
                try await withThrowingTaskGroup(of: Void.self) { cases in
                    for sample in samples { cases.addTask { try await Self.check(sample, server) } }
                    try await cases.waitForAll()
                }
                await witness.stop()
                try await group.waitForAll()
                #expect(await witness.answers > 0)
                #expect(await witness.slowest < .seconds(20))
            }
        }
    }

    @Test(arguments: RequestCase.all.filter { $0.verdict == .waiting })
    func aRequestThatNeverEndsIsCutOff(_ sample: RequestCase) async throws {
        try await withServer(Self.routes, settings: Self.impatient) { try await Self.check(sample, $0) }
    }

    private static func check(_ sample: RequestCase, _ server: RunningServer) async throws {
        let comment = Comment(rawValue: sample.name)
        switch sample.verdict {
        case .accepted(let count):
            let connection = try await server.http.open()
            try await connection.send(sample.bytes)
            for _ in 0..<count {
                let status = try await connection.head().status
                #expect([200, 204, 404, 405].contains(status), comment)
                while try await connection.piece() != nil {}
            }
        case .refused(let error):
            let statuses = try await statuses(of: sample, server)
            #expect(statuses.last == error.status.code, comment)
            #expect(statuses.dropLast().allSatisfy { $0 == 200 }, comment)
        case .waiting:
            let statuses = try await statuses(of: sample, server)
            #expect(statuses == [408] || statuses.isEmpty, comment)
        }
    }

    private static func statuses(of sample: RequestCase, _ server: RunningServer) async throws -> [Int] {
        let socket = try await RawSocket(port: server.port)
        // The server may close while we still send: what it answered counts.
        try await socket.send(sample.bytes)
        return try await socket.readAll().split(separator: "HTTP/1.1 ").compactMap { Int($0.prefix(3)) }
    }

    @Test func aHeadThatComesByteByByteIsCutOffAtItsDeadline() async throws {
        try await withServer(Self.routes, settings: Self.impatient) { server in
            let socket = try await RawSocket(port: server.port)
            let start = ContinuousClock.now
            let text = "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "x", count: 10_000)
            async let answer = socket.readAll()
            for byte in text.utf8 {
                guard try await socket.send([byte]), start.duration(to: .now) < .seconds(25) else { break }
                // The slowness is what is tested.
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await answer.hasPrefix("HTTP/1.1 408 "))
            #expect(start.duration(to: .now) < .seconds(25))
        }
    }

    @Test func aBodyThatComesByteByByteIsCutOff() async throws {
        try await withServer(Self.routes, settings: Self.impatient) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            let start = ContinuousClock.now
            async let answer = socket.readAll()
            while start.duration(to: .now) < .seconds(25), try await socket.send([0x61]) {
                // The slowness is what is tested.
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await answer.hasPrefix("HTTP/1.1 408 "))
            #expect(start.duration(to: .now) < .seconds(25))
        }
    }

    @Test func theHeadsDeadlineHoldsForEveryRequestOfAConnection() async throws {
        try await withServer(Self.routes, settings: Self.impatient) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await socket.read(through: "ok")
            try await socket.send("GET / HTTP/1.1\r\nHos")
            #expect(try await socket.readAll().hasPrefix("HTTP/1.1 408 "))
        }
    }
}

/// A well-behaved client that keeps asking and notes the longest it waited.
private actor Witness {
    private var isStopped = false
    private(set) var answers = 0
    private(set) var slowest = Duration.zero

    func stop() { isStopped = true }

    func watch(_ server: RunningServer) async throws {
        let connection = try await server.http.open()
        while !isStopped || answers == 0 {
            let start = ContinuousClock.now
            try await connection.send(Array("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            let answer = try await connection.response()
            #expect(answer.text == "alive")
            slowest = max(slowest, start.duration(to: .now))
            answers += 1
        }
    }
}
