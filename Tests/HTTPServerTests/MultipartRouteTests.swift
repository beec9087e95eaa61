import HTTPCore
import HTTPServer
import JSON
import Models
import TestSupport
import Testing

/// A route that takes forms, over real sockets.
struct MultipartRouteTests {
    private static let limits = MultipartLimits(total: 1 << 20, file: 100_000)

    private static let routes: @Sendable (inout Router) -> Void = { router in
        router.post("/edit") { request, _ in
            let form = try await request.multipartForm(limits: limits)
            let files = form.files.map { "\($0.name) \($0.filename) \($0.contentType) \($0.bytes.count)" }
            return .text((form.fields.map { "\($0.name)=\($0.value)" } + files).joined(separator: "\n"))
        }
    }

    private func answer(_ request: [[UInt8]], _ port: Int) async throws -> String {
        let socket = try await RawSocket(port: port)
        for piece in request { try await socket.send(piece) }
        return try await socket.readAll()
    }

    private func head(_ lines: String) -> [UInt8] {
        Array("POST /edit HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: mine-1\r\n\(lines)\r\n".utf8)
    }

    private func form(file size: Int) throws -> (type: String, bytes: [UInt8]) {
        var body = MultipartBody()
        body.add("prompt", "加一只猫")
        try body.add("image", filename: "四.png", contentType: "image/png", [UInt8](repeating: 7, count: size))
        return (body.contentType, body.finish())
    }

    @Test func `a form arrives whole, by length and by chunks`() async throws {
        let (type, bytes) = try form(file: 100_000)
        try await withServer(Self.routes) { server in
            let byLength = head("Content-Type: \(type)\r\nContent-Length: \(bytes.count)\r\n")
            let byChunks = head("Content-Type: \(type)\r\nTransfer-Encoding: chunked\r\n")
            let chunk = Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n0\r\n\r\n".utf8)
            for request in [[byLength, bytes], [byChunks, chunk]] {
                let answer = try await answer(request, server.port)
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
                #expect(answer.hasSuffix("prompt=加一只猫\nimage 四.png image/png 100000"))
            }
        }
    }

    @Test(arguments: [
        ("Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1048577\r\n", 413, "PAYLOAD_TOO_LARGE"),
        ("Content-Type: application/json\r\nContent-Length: 2\r\n", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("Content-Length: 2\r\n", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("Content-Type: multipart/form-data\r\nContent-Length: 2\r\n", 400, "INVALID_REQUEST"),
        ("Content-Type: multipart/form-data; boundary=\"\r\nContent-Length: 2\r\n", 400, "INVALID_REQUEST"),
    ])
    func `what the head tells is refused before a byte is read`(_ lines: String, _ status: Int, _ code: String)
        async throws
    {
        try await withServer(Self.routes) { server in
            let answer = try await answer([head(lines)], server.port)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
            #expect(answer.contains("\"\(code)\"") && answer.contains("mine-1"))
        }
    }

    @Test func `a file that is too large is refused by its field's name while it is still sent`() async throws {
        let (type, bytes) = try form(file: 100_001)
        try await withServer(Self.routes) { server in
            let lines = "Content-Type: \(type)\r\nAccept-Language: en\r\nContent-Length: \(bytes.count)\r\n"
            let answer = try await answer([head(lines), Array(bytes.dropLast(1))], server.port)
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            let body = try JSONValue.parse(Array((answer.split(separator: "\r\n\r\n").last ?? "").utf8))
            #expect(body["error"]?.string == "Part 2 of the form (image): The file is larger than 100000 bytes")
            #expect(body["errorCode"]?.string == "PAYLOAD_TOO_LARGE" && body["requestId"]?.string == "mine-1")
            #expect(body["details"]?["field"]?.string == "image")
        }
    }

    @Test func `a form cut short is refused in Chinese unless the client reads English`() async throws {
        let (type, bytes) = try form(file: 10)
        try await withServer(Self.routes) { server in
            let short = Array(bytes.dropLast(20))
            let lines = "Content-Type: \(type)\r\nContent-Length: \(short.count)\r\n"
            let answer = try await answer([head(lines), short], server.port)
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains("表单第2部分（image）: 请求体在最后的boundary之前结束"))
        }
    }

    @Test func `chunks that pass the limit of the whole are refused`() async throws {
        try await withServer(Self.routes) { server in
            let part = "--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n"
            let bytes = Array(part.utf8) + [UInt8](repeating: 0, count: 90_000) + [13, 10]
            let chunk = Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [13, 10]
            let lines = "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n"
            let answer = try await answer([head(lines)] + Array(repeating: chunk, count: 12), server.port)
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("1048576"))
        }
    }

    @Test func `every fault says in both languages and in its own words what is wrong`() {
        let texts = MultipartFault.allCases.map { MultipartError($0, part: 1, field: "f").text }
        #expect(Set(texts.map(\.english)).count == texts.count && Set(texts.map(\.chinese)).count == texts.count)
        #expect(
            texts.allSatisfy { $0.chinese.hasPrefix("表单第2部分（f）: ") && $0.english.hasPrefix("Part 2 of the form (f): ") }
        )
        #expect(texts.allSatisfy { text in text.chinese.unicodeScalars.contains { $0.value > 0x4E00 } })
        #expect(
            MultipartError(.truncated, part: 1).text.english
                == "Part 2 of the form: The body ended before the form's last boundary")
        #expect(MultipartError(.missingBoundary).text.english.hasPrefix("The Content-Type names no boundary"))
    }
}
