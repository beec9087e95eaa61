import HTTPCore
import HTTPServer
import TestSupport
import Testing

/// What every well-behaved client gets.
struct ServingTests {
    @Test func aHandlerAnswersWithBodyIdAndTime() async throws {
        try await withServer {
            $0.get("/hello") { _, _ in .text("hi") }
        } _: { server in
            let answer = try await server.http.get("/hello", headers: ["X-Request-Id": "abc-1"])
            #expect(answer.status == 200)
            #expect(answer.text == "hi")
            #expect(answer.headers["content-length"] == "2")
            #expect(answer.headers["x-request-id"] == "abc-1")
            #expect(answer.headers["x-response-time"].flatMap { Double($0) } != nil)
            #expect(answer.headers["date"]?.hasSuffix("GMT") == true)
        }
    }

    @Test func aConnectionServesManyRequests() async throws {
        try await withServer {
            $0.get("/n/{n}") { _, context in .text(context.parameters["n"] ?? "") }
        } _: { server in
            let connection = try await server.http.open()
            for number in 0..<20 {
                try await connection.send(Array("GET /n/\(number) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
                let answer = try await connection.response()
                #expect(answer.text == "\(number)")
                #expect(answer.headers["connection"] == nil)
            }
        }
    }

    @Test func aBodyIsCollectedAndAnswered() async throws {
        try await withServer { router in
            router.post("/echo") { request, _ in .bytes(try await request.body.collect(limit: 1 << 20), type: "x/y") }
        } _: { server in
            let body = [UInt8](repeating: 7, count: 300_000)
            let answer = try await server.http.send("POST", "/echo", body: body)
            #expect(answer.body == body)
        }
    }

    @Test func aStreamedAnswerArrivesInChunks() async throws {
        try await withServer { router in
            router.get("/s") { _, _ in
                ServerResponse(
                    body: .stream(length: nil) { writer in
                        for part in 0..<100 { try await writer.write([UInt8](repeating: UInt8(part), count: 5000)) }
                    })
            }
        } _: { server in
            let answer = try await server.http.get("/s")
            #expect(answer.headers["transfer-encoding"] == "chunked")
            #expect(answer.body.count == 500_000)
            #expect(answer.body.last == 99)
        }
    }

    // MARK: Order on one connection

    @Test func aHundredPipelinedRequestsAreAnsweredInOrder() async throws {
        try await withServer { router in
            router.get("/n/{n}") { _, context in
                // Some finish at once, some later: the order must not care.
                if context.parameters["n"]?.hasSuffix("3") == true { await Task.yield() }
                return .text("<\(context.parameters["n"] ?? "")>")
            }
            router.post("/n/{n}") { request, context in
                .text("<\(context.parameters["n"] ?? "")+\(try await request.body.collect(limit: 100).count)>")
            }
        } _: { server in
            let socket = try await RawSocket(port: server.port)
            var all = ""
            for number in 0..<100 {
                all +=
                    number.isMultiple(of: 10)
                    ? "POST /n/\(number) HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                    : "GET /n/\(number) HTTP/1.1\r\nHost: a\r\n\r\n"
            }
            try await socket.send(all)
            let text = try await socket.read(through: "<99>")
            let order = text.split(separator: "<").dropFirst().compactMap { Int($0.prefix { $0 != ">" && $0 != "+" }) }
            #expect(order == Array(0..<100))
            #expect(text.contains("<90+3>"))
        }
    }

    @Test func aClientThatWantsToEndIsObeyed() async throws {
        try await withServer {
            $0.get("/") { _, _ in .text("x") }
        } _: { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n")
            let answer = try await socket.readAll()
            #expect(answer.contains("\r\nConnection: close\r\n"))
            #expect(answer.split(separator: "HTTP/1.1 ").count == 1)
        }
    }

    @Test func anOldClientIsServedAndMayStay() async throws {
        try await withServer { router in
            router.get("/") { _, _ in .text("x") }
            router.get("/s") { _, _ in ServerResponse(body: .stream(length: nil) { try await $0.write([0x79]) }) }
        } _: { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try await socket.read(through: "\r\n\r\nx").contains("\r\nConnection: keep-alive\r\n"))
            try await socket.send("GET /s HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let streamed = try await socket.readAll()
            #expect(!streamed.contains("Transfer-Encoding"))
            #expect(streamed.hasSuffix("\r\n\r\ny"))
        }
    }

    // MARK: Methods and expectations

    @Test func headGetsTheFieldsOfGetAndNoBody() async throws {
        try await withServer { router in
            router.get("/b") { _, _ in .text("body") }
            router.get("/s") { _, _ in ServerResponse(body: .stream(length: 9) { _ in Issue.record("produced") }) }
        } _: { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("HEAD /b HTTP/1.1\r\nHost: a\r\n\r\nHEAD /s HTTP/1.1\r\nHost: a\r\n\r\n")
            try await socket.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n")
            let text = try await socket.read(through: "\r\n\r\nbody")
            #expect(text.split(separator: "Content-Length: ").dropFirst().map { $0.prefix(1) } == ["4", "9", "4"])
            #expect(text.split(separator: "\r\n\r\n").count == 4)
        }
    }

    @Test func unknownPathsAndMethodsGetTheContractsErrors() async throws {
        try await withServer {
            $0.get("/known") { _, _ in .text("x") }
        } _: { server in
            let missing = try await server.http.get("/unknown", headers: ["X-Request-Id": "r1"])
            #expect(missing.status == 404)
            #expect(try missing.json()["errorCode"] == "NOT_FOUND")
            #expect(try missing.json()["requestId"] == "r1")
            let english = try await server.http.get("/unknown", headers: ["Accept-Language": "en"])
            #expect(try english.json()["error"] == "Not found")
            let refused = try await server.http.send("DELETE", "/known")
            #expect(refused.status == 405)
            #expect(refused.headers["allow"] == "GET, HEAD, OPTIONS")
        }
    }

    @Test func anExpectationIsMetWhenTheHandlerWantsTheBody() async throws {
        try await withServer { router in
            router.post("/b") { request, _ in .text("got \(try await request.body.collect(limit: 100).count)") }
            router.post("/no") { _, _ in .text("no", status: .forbidden) }
        } _: { server in
            let expecting = "HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
            let socket = try await RawSocket(port: server.port)
            try await socket.send("POST /b " + expecting)
            #expect(try await socket.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try await socket.send("hello")
            #expect(try await socket.read(through: "got 5").hasPrefix("HTTP/1.1 200 "))
            let refused = try await RawSocket(port: server.port)
            try await refused.send("POST /no " + expecting)
            let answer = try await refused.readAll()
            #expect(answer.hasPrefix("HTTP/1.1 403 "))
            #expect(answer.contains("\r\nConnection: close\r\n"))
        }
    }

    @Test func anAnswerThatBeginsBeforeTheBodyIsWantedIsNotInterrupted() async throws {
        try await withServer { router in
            router.post("/echo") { request, _ in
                ServerResponse(
                    body: .stream(length: nil) { writer in
                        while let piece = try await request.body.nextChunk() { try await writer.write(piece) }
                    })
            }
        } _: { server in
            let socket = try await RawSocket(port: server.port)
            let head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
            try await socket.send(head)
            let begun = try await socket.read(through: "\r\n\r\n")
            #expect(begun.hasPrefix("HTTP/1.1 200 "))
            try await socket.send("hello")
            #expect(try await socket.readAll() == "5\r\nhello\r\n0\r\n\r\n")
        }
    }

    // MARK: Answers that go wrong

    private struct Unmapped: Error {}

    @Test func whatNobodyMappedIsAnInnerErrorThatTellsNothing() async throws {
        try await withServer {
            $0.get("/") { _, _ in throw Unmapped() }
        } _: { server in
            let answer = try await server.http.get("/")
            #expect(answer.status == 500)
            #expect(try answer.json()["errorCode"] == "INTERNAL")
            #expect(!answer.text.contains("Unmapped"))
        }
    }

    @Test(arguments: [5, 15])
    func aStreamThatBreaksItsPromiseCutsTheConnection(_ written: Int) async throws {
        try await withServer { router in
            router.get("/") { _, _ in
                ServerResponse(
                    body: .stream(length: 10) { try await $0.write([UInt8](repeating: 0x61, count: written)) })
            }
        } _: { server in
            await #expect(throws: PlainHTTPError.self) { _ = try await server.http.get("/") }
        }
    }

    @Test func aStreamThatFailsIsNotTakenForWhole() async throws {
        try await withServer { router in
            router.get("/") { _, _ in
                ServerResponse(
                    body: .stream(length: nil) { writer in
                        try await writer.write([0x61])
                        writer.flush()
                        throw Unmapped()
                    })
            }
        } _: { server in
            await #expect(throws: PlainHTTPError.self) { _ = try await server.http.get("/") }
        }
    }

    @Test func aLineEndInAFieldCannotForgeFields() async throws {
        try await withServer { router in
            router.get("/") { _, _ in ServerResponse(fields: ["X-Name": "a\r\nSet-Cookie: forged=1"]) }
        } _: { server in
            let answer = try await server.http.get("/")
            #expect(answer.headers["set-cookie"] == nil)
            #expect(answer.headers["x-name"] == "a  Set-Cookie: forged=1")
        }
    }

    // MARK: Events

    @Test func eventsArriveOneByOneWithHeartbeatsBetween() async throws {
        let gate = Gate()
        var settings = ServerSettings()
        settings.lingerTimeout = .milliseconds(100)  // The sweep that beats runs four times as often.
        try await withServer(
            { router in
                router.get("/events") { _, _ in
                    .eventStream(heartbeat: .milliseconds(50)) { events in
                        try await events.send("first", data: Array("1".utf8))
                        try await gate.pass()
                        try await events.send("last", id: "7", data: Array("2".utf8))
                    }
                }
            }, settings: settings
        ) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
            let first = try await socket.read(through: "data: 1\n\n")
            #expect(first.contains("Content-Type: text/event-stream"))
            let beats = try await socket.read(through: ": keep-alive\n\n")
            #expect(!beats.contains("last"))
            gate.open()
            let rest = try await socket.read(through: "0\r\n\r\n")
            #expect(rest.contains("event: last\nid: 7\ndata: 2\n\n"))
        }
    }

    // MARK: What is told of a request

    @Test func everyAnswerIsObserved() async throws {
        let log = try LogCapture()
        try await withServer(
            { $0.get("/seen") { _, _ in .text("12345") } }, observers: [AccessLog(logger: log.logger)]
        ) { server in
            _ = try await server.http.get("/seen?secret=1", headers: ["X-Request-Id": "r7"])
            let socket = try await RawSocket(port: server.port)
            try await socket.send("NONSENSE\r\n")
            _ = try await socket.readAll()
        }
        let events = try log.events()
        let seen = try #require(events.first { $0["requestId"] == "r7" })
        #expect(seen["event"] == "request")
        #expect(seen["path"] == "/seen")
        #expect(seen["status"] == "200")
        #expect(seen["bytes"] == "5")
        #expect(events.contains { $0["status"] == "400" })
        #expect(events.count == 2)
    }

    @Test func pipelinedAnswersAreReportedEachWithItsOwnBytes() async throws {
        let log = try LogCapture()
        try await withServer(
            {
                $0.get("/n/{n}") { _, context in
                    .text(String(repeating: "x", count: Int(context.parameters["n"] ?? "") ?? 0) + ".")
                }
            }, observers: [AccessLog(logger: log.logger)]
        ) { server in
            let socket = try await RawSocket(port: server.port)
            try await socket.send((1...3).map { "GET /n/\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            _ = try await socket.read(through: "xxx.")
        }
        let bytes = try log.events().map { ($0["path"] ?? "") + " " + ($0["bytes"] ?? "") }
        #expect(bytes == ["/n/1 2", "/n/2 3", "/n/3 4"])
    }

    @Test func bothFamiliesOfLocalhostAreServed() async throws {
        var settings = ServerSettings()
        settings.host = "localhost"
        try await withServer({ $0.get("/") { request, _ in .text(request.peer.ip) } }, settings: settings) { server in
            let answer = try await server.http.get("/")
            #expect(answer.text == "127.0.0.1")
        }
    }
}
