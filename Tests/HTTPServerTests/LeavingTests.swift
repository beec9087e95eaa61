import HTTPCore
import HTTPServer
import TestSupport
import Testing

/// Clients that leave: whatever works for them is cancelled.
struct LeavingTests {
    private static func gated(_ gate: Gate) -> @Sendable (inout Router) -> Void {
        { router in
            router.get("/wait") { _, _ in
                try await gate.pass()
                return .text("through")
            }
            router.post("/body") { request, _ in
                do {
                    while let piece = try await request.body.nextChunk() { gate.count(piece.count) }
                } catch {
                    gate.fail(error)
                    throw error
                }
                return .text("all")
            }
        }
    }

    enum Departure: CaseIterable { case close, reset, halfClose }

    @Test(arguments: Departure.allCases)
    func aClientThatLeavesCancelsItsHandler(_ departure: Departure) async throws {
        let gate = Gate()
        try await withServer(Self.gated(gate)) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually("the handler runs") { gate.entered == 1 }
            switch departure {
            case .close: socket.leave()
            case .reset: socket.reset()
            case .halfClose: socket.finishSending()
            }
            try await eventually("the handler is cancelled") { gate.cancelled == 1 }
            try await eventually("the connection is closed") { await server.server.connectionCount() == 0 }
        }
    }

    @Test func aRequestThatComesTogetherWithItsEndIsCancelled() async throws {
        let gate = Gate()
        try await withServer(Self.gated(gate)) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
            socket.finishSending()
            #expect(try await socket.readAll() == "")
            try await eventually("whoever began is cancelled") { gate.entered == gate.cancelled }
        }
    }

    @Test func anEndInsideAHeadIsRefusedOrClosed() async throws {
        try await withServer(Self.gated(Gate())) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET /wait HTTP/1.1\r\nHo")
            socket.finishSending()
            let answer = try await socket.readAll()
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test(arguments: Departure.allCases)
    func anEndInsideABodyReachesItsReader(_ departure: Departure) async throws {
        let gate = Gate()
        try await withServer(Self.gated(gate)) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf")
            try await eventually("the first bytes arrive") { gate.counted == 4 }
            switch departure {
            case .close: socket.leave()
            case .reset: socket.reset()
            case .halfClose: socket.finishSending()
            }
            try await eventually("the reader fails") { gate.failures.count == 1 }
            #expect(gate.failures.first?.contains("clientGone") == true)
            try await eventually("the connection is closed") { await server.server.connectionCount() == 0 }
        }
    }

    @Test func aThousandAbortsLeaveNothingBehind() async throws {
        let gate = Gate()
        try await withServer(Self.gated(gate)) { server in
            for _ in 0..<20 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<50 {
                        group.addTask {
                            let socket = try await RawSocket(port: server.port)
                            try await socket.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
                            if number.isMultiple(of: 2) { socket.reset() } else { socket.leave() }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            try await eventually("all are closed") { await server.server.connectionCount() == 0 }
            try await eventually("whoever began is cancelled") { gate.entered == gate.cancelled }
        }
    }
}
