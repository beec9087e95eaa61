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
}
