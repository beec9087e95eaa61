import HTTPCore
import HTTPServer
import TestSupport
import Testing

/// Sizes and speeds beyond which the server says no.
struct LimitTests {
    private static let uploads: @Sendable (inout Router) -> Void = { router in
        router.post("/up") { request, _ in .text("\(try await request.body.collect(limit: 10 << 20).count)") }
        router.get("/livez") { _, _ in .text("alive") }
    }

    @Test func aBodyDeclaredTooLargeIsRefusedBeforeItIsSent() async throws {
        try await withServer(Self.uploads) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: \(100 << 20)\r\n\r\n")
            let answer = try await socket.read(through: "PAYLOAD_TOO_LARGE")
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("\r\nConnection: close\r\n"))
        }
    }

    @Test func aBodyRefusedForItsLengthIsAnsweredUnderTheRequestsIDInItsLanguage() async throws {
        try await withServer(Self.uploads) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send(
                "POST /up HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine-1\r\nAccept-Language: en\r\n"
                    + "Content-Length: \(1 << 40)\r\n\r\n")
            let answer = try await socket.readAll()
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("\r\nConnection: close\r\n"))
            #expect(answer.contains("\r\nX-Request-Id: mine-1\r\n"))
            #expect(answer.contains("The body is larger than"))
        }
    }

    @Test func aClientThatSendsItAllTheSameStillReadsTheAnswer() async throws {
        var settings = ServerSettings()
        settings.lingerTimeout = .seconds(60)  // Longer than 100 MB take on any machine.
        try await withServer(Self.uploads, settings: settings) { server in
            let head = "POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: \(100 << 20)\r\n\r\n"
            let socket = try await RawSocket(port: server.port)
            try await socket.send(head)
            let block = [UInt8](repeating: 0x61, count: 1 << 20)
            for _ in 0..<100 { try await socket.send(block) }
            #expect(try await socket.readAll().hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func aChunkedBodyIsRefusedOnceItIsTooLarge() async throws {
        try await withServer(Self.uploads) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 0x61, count: 1 << 20) + [13, 10]
            for _ in 0..<12 { try await socket.send(chunk) }
            #expect(try await socket.readAll().hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func theServersOwnLimitHoldsForEveryRoute() async throws {
        var settings = ServerSettings()
        settings.limits.body = 1000
        try await withServer(Self.uploads, settings: settings) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n")
            #expect(try await socket.readAll().hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func aBodyThatNobodyReadsDoesNotFillMemory() async throws {
        let gate = Gate()
        try await withServer { router in
            router.post("/slow") { request, _ in
                try await gate.pass()
                return .text("\(try await request.body.collect(limit: 64 << 20).count)")
            }
        } _: { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: \(40 << 20)\r\n\r\n")
            try await eventually("the handler runs") { gate.entered == 1 }
            async let sent = socket.send([UInt8](repeating: 0x61, count: 40 << 20))
            gate.open()
            #expect(try await sent)
            #expect(try await socket.read(through: "\(40 << 20)").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func aSlowReaderHoldsItsProducerBack() async throws {
        let gate = Gate()
        let whole = 64 << 20
        try await withServer(Self.producer(gate, of: whole)) { server in
            let socket = try await RawSocket(port: server.port, receiveBuffer: 16 << 10)
            try await socket.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually("the producer has begun") { gate.counted > 0 }
            // Twice the same after a while: it waits for the client.
            let seen = Gate()
            try await eventually("the producer is held back") {
                let (before, now) = (seen.counted, gate.counted)
                seen.count(now - before)
                try await Task.sleep(for: .milliseconds(100))
                return before == now && now == gate.counted
            }
            // What it got rid of lies in the kernel's buffers and, up to the high mark, in ours.
            #expect(gate.counted < 16 << 20)
            var read = 0
            while read < whole {
                let piece = try await socket.read()
                guard !piece.isEmpty else { break }
                read += piece.count
            }
            #expect(read >= whole)
        }
    }

    private static func producer(_ gate: Gate, of whole: Int) -> @Sendable (inout Router) -> Void {
        { router in
            router.get("/big") { _, _ in
                ServerResponse(
                    body: .stream(length: whole) { writer in
                        let block = [UInt8](repeating: 0x61, count: 64 << 10)
                        do {
                            for _ in 0..<whole / block.count {
                                try await writer.write(block)
                                gate.count(block.count)
                            }
                        } catch {
                            gate.fail(error)
                            throw error
                        }
                    })
            }
        }
    }

    @Test func aReaderThatTakesNothingIsCutOff() async throws {
        let gate = Gate()
        var settings = ServerSettings()
        settings.writeTimeout = .seconds(1)
        try await withServer(Self.producer(gate, of: 64 << 20), settings: settings) { server in
            let socket = try await RawSocket(port: server.port, receiveBuffer: 16 << 10)
            try await socket.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
            try await eventually("the producer is told") { !gate.failures.isEmpty }
            try await eventually("the connection is closed") { await server.server.connectionCount() == 0 }
        }
    }

    @Test func anIdleConnectionIsClosed() async throws {
        var settings = ServerSettings()
        settings.idleTimeout = .seconds(2)
        try await withServer(Self.uploads, settings: settings) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try await socket.readAll()
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
            #expect(answer.hasSuffix("alive"))
        }
    }

    @Test func oneConnectionTooManyIsToldSo() async throws {
        var settings = ServerSettings()
        settings.maxConnections = 2
        try await withServer(Self.uploads, settings: settings) { server in
            let kept = [try await server.http.open(), try await server.http.open()]
            try await eventually("both are there") { await server.server.connectionCount() == 2 }
            let answer = try await RawSocket(port: server.port).readAll()
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            #expect(answer.contains("Retry-After"))
            try await kept[0].send(Array("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            #expect(try await kept[0].response().status == 200)
        }
    }
}
