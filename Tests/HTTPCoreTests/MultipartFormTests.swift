import HTTPCore
import TestSupport
import Testing

/// Forms as clients in the field write them.
struct MultipartFormTests {
    /// A captured request, read by the parser of requests.
    private struct Capture {
        let head: RequestHead
        let body: [UInt8]

        init(_ name: String) throws {
            var parser = RequestParser()
            parser.append(try Fixture.bytes("multipart/\(name).raw"))
            var head: RequestHead?
            var body: [UInt8] = []
            while let event = try parser.next() {
                switch event {
                case .head(let read, body: _): head = read
                case .body(let bytes): body += bytes
                case .end: break
                }
            }
            try parser.finish()
            self.head = try #require(head)
            self.body = body
        }

        func form(_ pieces: [[UInt8]]) throws -> MultipartForm {
            var reader = MultipartFormReader(boundary: try MultipartBoundary(head.fields))
            for piece in pieces { try reader.append(piece) }
            return try reader.finish()
        }
    }

    private static let picture = Array("\u{1A}\n\0\0\0\rIHDR\0\0\0\u{1}".utf8)

    @Test func `the official client's edit of one image is read`() throws {
        let capture = try Capture("openai_edit_one_image")
        let form = try capture.form([capture.body])
        #expect(form.fields.map(\.name) == ["prompt", "model", "n", "size"])
        #expect(form.fields.map(\.value) == ["加一只猫", "gpt-image-1.5", "1", "1024x1024"])
        let file = try #require(form.files.first)
        #expect(form.files.count == 1 && file.name == "image" && file.filename == "a.png" && file.index == 4)
        #expect(file.contentType == "image/png" && file.bytes.count == 70)
        #expect(Array(file.bytes[6..<6 + Self.picture.count]) == Self.picture)
    }

    @Test func `the official client's edit of two images with a mask is read`() throws {
        let capture = try Capture("openai_edit_two_images_mask")
        let form = try capture.form([capture.body])
        #expect(form["prompt"] == "加一只猫" && form["n"] == "1" && form["size"] == nil)
        #expect(form.files.map(\.name) == ["image[]", "image[]", "mask"])
        #expect(form.files.map(\.filename) == ["a.png", "图.png", "m.png"])
        #expect(form.files("image", "image[]").map(\.index) == [3, 4] && form.files("mask").count == 1)
        #expect(Set(form.files.map(\.bytes)).count == 1)
    }

    @Test(arguments: ["httpx", "requests", "aiohttp", "curl", "curl_form_escape", "node_fetch"])
    func `the same form from other clients is the same form`(_ client: String) throws {
        let capture = try Capture(client)
        let form = try capture.form([capture.body])
        #expect(form.fields.map(\.name) == ["prompt", "n", "empty"])
        #expect(form.fields.map(\.value) == ["加一只猫\r\n第二行 \"引号\" \\ 100%", "2", ""])
        #expect(form.files.map(\.name) == ["image[]", "image[]"])
        // aiohttp escapes the whole name, which no standard has: it stays a label.
        let name = client == "aiohttp" ? "%E5%9B%9B%20\"x\"%5Cy.png" : "四 \"x\"\\y.png"
        #expect(form.files.map(\.filename) == [name, "b.png"])
        #expect(form.files.map(\.contentType) == ["image/png", "image/png"])
        #expect(form.files[0].bytes == [0x89] + Array("PNG\r\n\u{1A}\n\0\0--\r\n-\r\n--".utf8))
        #expect(form.files[1].bytes.isEmpty)
    }

    @Test(arguments: [
        "openai_edit_one_image", "openai_edit_two_images_mask", "httpx", "requests", "aiohttp", "curl",
        "curl_form_escape", "node_fetch",
    ])
    func `a captured form does not depend on its cuts`(_ client: String) throws {
        let capture = try Capture(client)
        let whole = try capture.form([capture.body])
        #expect(try capture.form(capture.body.map { [$0] }) == whole)
        for cut in capture.body.indices {
            #expect(try capture.form([Array(capture.body[..<cut]), Array(capture.body[cut...])]) == whole)
            #expect(throws: MultipartError.self) {
                // What follows the last boundary may be missing.
                _ = try capture.form([Array(capture.body[..<min(cut, capture.body.count - 3)])])
            }
        }
    }

    @Test(arguments: ["openai_edit_one_image", "openai_edit_two_images_mask"])
    func `the writer gives the official client's bytes`(_ client: String) throws {
        let capture = try Capture(client)
        let form = try capture.form([capture.body])
        var body = MultipartBody(boundary: try MultipartBoundary(capture.head.fields))
        #expect(body.contentType == capture.head.fields["content-type"])
        for field in form.fields { body.add(field.name, field.value) }
        for file in form.files {
            try body.add(file.name, filename: file.filename, contentType: file.contentType, file.bytes)
        }
        #expect(body.finish() == capture.body)
    }

    @Test func `text that is not UTF-8 is refused, naming the field`() throws {
        let b = try #require(MultipartBoundary("b"))
        var reader = MultipartFormReader(boundary: b)
        #expect(throws: MultipartError(.textNotUTF8, part: 0, field: "image")) {
            try reader.append(
                Array("--b\r\nContent-Disposition: form-data; name=image\r\nContent-Type: image/png\r\n\r\n".utf8)
                    + [0x89, 0x50] + Array("\r\n--b--".utf8))
        }
    }

    @Test func `a file without a type is a stream of bytes`() throws {
        var reader = MultipartFormReader(boundary: try #require(MultipartBoundary("b")))
        try reader.append(Array("--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n1\r\n--b--".utf8))
        let form = try reader.finish()
        #expect(form.files.map(\.contentType) == ["application/octet-stream"])
        #expect(form.values("f").isEmpty)
    }

    @Test func `a field may come several times`() throws {
        var body = MultipartBody()
        for prompt in ["一", "二", ""] { body.add("prompts", prompt) }
        var reader = MultipartFormReader(boundary: try MultipartBoundary(["Content-Type": body.contentType]))
        try reader.append(body.finish())
        let form = try reader.finish()
        #expect(form.values("prompts") == ["一", "二", ""] && form["prompts"] == "一")
    }
}

struct MultipartBodyTests {
    private static let hostile = [
        "a\"; filename=\"evil", "a\r\nContent-Type: text/html\r\n\r\nx", "a\nb", "a\rb", "a\0b", "a\u{7F}", "a\\",
        "\\\"",
        "a\"\r\n--b--\r\n", "四\u{1F600}", "../../etc/passwd", "100%22", "\u{1B}[31m",
    ]

    /// As the writer sends a name and the reader gets it back: control characters stay escaped.
    private static func received(_ name: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(
            name.unicodeScalars.flatMap { scalar -> [Character] in
                scalar.value < 0x20 || scalar.value == 0x7F
                    ? ["%", digits[Int(scalar.value >> 4)], digits[Int(scalar.value & 15)]] : [Character(scalar)]
            }
        ).replacingQuotes
    }

    @Test(arguments: hostile)
    func `a name cannot become a header or another part`(_ name: String) throws {
        let b = try #require(MultipartBoundary("b"))
        var body = MultipartBody(boundary: b)
        body.add(name, "text")
        try body.add("image", filename: name, contentType: "image/png", [1, 2])
        let seen = MultipartTranscript([body.finish()], boundary: b)
        try #require(seen.error == nil && seen.parts.count == 2)
        #expect(seen.parts[0].head.name == Self.received(name) && seen.parts[0].head.filename == nil)
        #expect(seen.parts[1].head.name == "image" && seen.parts[1].head.filename == Self.received(name))
        #expect(seen.parts.map(\.bytes) == [Array("text".utf8), [1, 2]])
    }

    @Test(arguments: ["", "image", "image/png\r\nX: y", "image/png; x=\"\r\n\"", "image/\0", "a b/c"])
    func `what is no media type is not sent as one`(_ type: String) throws {
        var body = MultipartBody()
        #expect(throws: InvalidFieldError(name: "Content-Type")) {
            try body.add("image", filename: "a.png", contentType: type, [])
        }
    }

    @Test func `a boundary that is no token is quoted`() throws {
        let body = MultipartBody(boundary: try #require(MultipartBoundary("a b=?")))
        #expect(body.contentType == "multipart/form-data; boundary=\"a b=?\"")
        #expect(try MultipartBoundary(["Content-Type": body.contentType]).text == "a b=?")
    }

    @Test func `a form without parts is its last boundary`() throws {
        let body = MultipartBody(boundary: try #require(MultipartBoundary("b")))
        #expect(String(decoding: body.finish(), as: UTF8.self) == "--b--\r\n")
    }
}

extension String {
    /// `%22` reads as a quote, also where a name had it of its own.
    fileprivate var replacingQuotes: String {
        split(separator: "%22", omittingEmptySubsequences: false).joined(separator: "\"")
    }
}
