import HTTPCore
import HTTPServer
import TestSupport
import Testing

/// The end of a server: nobody who was accepted goes without an answer.
struct DrainTests {
    @Test func twoThousandWaitingRequestsAreAllAnswered() async throws {
        let gate = Gate()
        let count = 2000
        try await withServer { router in
            router.get("/wait") { _, _ in
                try await gate.pass()
                return .text("through")
            }
        } _: { server in
            let connections = try await Self.ask(count, "/wait", server)
            try await eventually("all wait") { gate.entered == count }
            server.server.stop()
            try await eventually("nobody new gets in") { await Self.isClosed(server.port) }
            gate.open()
            let answered = try await Self.answers(connections)
            #expect(answered == count)
            try await eventually("the last connection is gone") { await server.server.connectionCount() == 0 }
        }
    }

    private static func ask(_ count: Int, _ path: String, _ server: RunningServer) async throws -> [PlainConnection] {
        try await withThrowingTaskGroup(of: PlainConnection.self) { group in
            for _ in 0..<count { group.addTask { try await server.http.begin("GET", path) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// How many were answered 200 with the end of the connection announced.
    private static func answers(_ connections: [PlainConnection]) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for connection in connections {
                group.addTask {
                    let answer = try await connection.response()
                    return answer.status == 200 && answer.headers["connection"] == "close"
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
    }

    private static func isClosed(_ port: Int) async -> Bool {
        do {
            _ = try await PlainHTTP(port: port).open()
            return false
        } catch {
            return true
        }
    }

    @Test func idleConnectionsAreClosedAndBusyOnesFinish() async throws {
        let gate = Gate()
        try await withServer { router in
            router.get("/wait") { _, _ in
                try await gate.pass()
                return .text("through")
            }
            router.get("/livez") { _, _ in .text("alive") }
        } _: { server in
            let idle = try await RawSocket(port: server.port)
            try await idle.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await idle.read(through: "alive")
            let busy = try await RawSocket(port: server.port)
            try await busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually("the handler runs") { gate.entered == 1 }
            server.server.stop()
            #expect(try await idle.read().isEmpty)
            gate.open()
            let answer = try await busy.readAll()
            #expect(answer.contains("\r\nConnection: close\r\n"))
            #expect(answer.hasSuffix("through"))
        }
    }

    @Test func cancellingTheServerAnswersWhoStillWaits() async throws {
        let gate = Gate()
        try await withServer { router in
            router.get("/wait") { _, _ in
                try await gate.pass()
                return .text("through")
            }
        } _: { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually("the handler runs") { gate.entered == 1 }
            server.cancel()
            let answer = try await socket.readAll()
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            #expect(answer.contains("SHUTTING_DOWN"))
            #expect(gate.cancelled == 1)
        }
    }

    @Test func aServerStoppedBeforeItRunsEndsAtOnce() async throws {
        try await withServer({ $0.get("/") { _, _ in .text("x") } }) { server in
            server.server.stop()
            try await eventually("it is over") { await Self.isClosed(server.port) }
        }
    }
}
