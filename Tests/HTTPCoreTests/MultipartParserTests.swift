import HTTPCore
import Testing

struct MultipartParserTests {
    private let b: MultipartBoundary

    init() throws { b = try #require(MultipartBoundary("b")) }

    private func shown(_ seen: MultipartTranscript) -> [String] {
        seen.parts.map { part in
            let filename = part.head.filename.map { "(\($0))" } ?? ""
            return "\(part.head.name)\(filename)=\(String(decoding: part.bytes, as: UTF8.self))"
        }
    }

    @Test(arguments: MultipartCase.all)
    func `each form is taken or refused as the standards say`(_ sample: MultipartCase) {
        let seen = MultipartTranscript([sample.bytes], boundary: b)
        switch sample.verdict {
        case .taken(let parts):
            #expect(seen.error == nil)
            #expect(shown(seen) == parts)
            #expect(seen.isEnded && seen.parts.allSatisfy(\.isEnded))
        case .refused(let fault, let part, let field):
            #expect(seen.error == MultipartError(fault, part: part, field: field))
        }
    }

    @Test(arguments: MultipartCase.all)
    func `the cuts between arrivals change nothing`(_ sample: MultipartCase) {
        let whole = MultipartTranscript([sample.bytes], boundary: b)
        #expect(MultipartTranscript(sample.bytes.map { [$0] }, boundary: b) == whole)
        // Every cut for the short ones; the longest have thousands of equal bytes, where a few hundred cuts will do.
        for cut in stride(from: 0, to: sample.bytes.count, by: max(1, sample.bytes.count / 300)) {
            let pieces = [Array(sample.bytes[..<cut]), Array(sample.bytes[cut...])]
            #expect(MultipartTranscript(pieces, boundary: b) == whole)
        }
    }

    @Test func `the table holds at least forty refusals`() {
        let refused = MultipartCase.all.filter { if case .refused = $0.verdict { true } else { false } }
        #expect(refused.count >= 40)
        #expect(Set(MultipartCase.all.map(\.name)).count == MultipartCase.all.count)
    }

    @Test func `an error is final and holds no memory`() throws {
        var parser = MultipartParser(boundary: b)
        parser.append(Array("--b\n".utf8))
        #expect(throws: MultipartError(.bareLineFeed)) { try parser.next() }
        parser.append(Array("--b--\r\n".utf8))
        #expect(throws: MultipartError(.bareLineFeed)) { try parser.next() }
        #expect(throws: MultipartError(.bareLineFeed)) { try parser.finish() }
        #expect(parser.buffered == 0)
    }

    @Test func `what is read is not kept`() throws {
        var parser = MultipartParser(boundary: b)
        parser.append(Array("--b\r\nContent-Disposition: form-data; name=a; filename=a\r\n\r\n".utf8))
        let piece = [UInt8](repeating: 0x0D, count: 64 << 10)
        var size = 0
        for _ in 0..<64 {
            parser.append(piece)
            while let event = try parser.next() {
                if case .bytes(let bytes) = event { size += bytes.count }
            }
            #expect(parser.buffered <= 5)
        }
        #expect(size + parser.buffered == piece.count * 64)
    }

    @Test func `the media type of a part is read`() throws {
        let text =
            "--b\r\nContent-Type: Image/PNG; q=\"1\"\r\nContent-Disposition: form-data; name=a; filename=x\r\n\r\n"
        let seen = MultipartTranscript([Array((text + "\r\n--b--").utf8)], boundary: b)
        let part = try #require(seen.parts.first).head
        #expect(part.contentType?.name == "image/png" && part.contentType?.parameters == ["q": "1"])
        #expect(part.isFile && part.index == 0)
    }
}

struct MultipartBoundaryTests {
    @Test(arguments: [
        ("multipart/form-data; boundary=b", "b"), ("Multipart/Form-Data;BOUNDARY=\"a b\"", "a b"),
        ("multipart/form-data; charset=utf-8; boundary=----WebKitFormBoundary7MA4", "----WebKitFormBoundary7MA4"),
        ("multipart/form-data; boundary=\"===============1==\"", "===============1=="),
        ("multipart/form-data; boundary=\"'()+_,-./:=?\"", "'()+_,-./:=?"),
        ("multipart/form-data; boundary=\(String(repeating: "x", count: 70))", String(repeating: "x", count: 70)),
    ])
    func `the boundary is what the Content-Type says`(_ type: String, _ text: String) throws {
        #expect(try MultipartBoundary(["Content-Type": type]).text == text)
    }

    @Test(arguments: [
        ("application/json", MultipartFault.notMultipart), ("", .notMultipart),
        ("multipart/mixed; boundary=b", .notMultipart),
        ("application/x-www-form-urlencoded", .notMultipart), ("multipart/form-datax; boundary=b", .notMultipart),
        ("multipart/form-data", .missingBoundary), ("multipart/form-data; charset=utf-8", .missingBoundary),
        ("multipart/form-data; boundary=", .badBoundary), ("multipart/form-data; boundary=\"\"", .badBoundary),
        ("multipart/form-data; boundary=\"b \"", .badBoundary), ("multipart/form-data; boundary=a b", .badBoundary),
        ("multipart/form-data; boundary=b; boundary=b", .badBoundary),
        ("multipart/form-data; boundary=\"b", .badBoundary),
        ("multipart/form-data; boundary=\"b\\\"\"", .badBoundary),
        ("multipart/form-data; boundary=\"四\"", .badBoundary),
        ("multipart/form-data; boundary=b*", .badBoundary), ("multipart/form-data; boundary=\"a\r\nb\"", .badBoundary),
        ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", .badBoundary),
    ])
    func `garbage is no boundary`(_ type: String, _ fault: MultipartFault) {
        #expect(throws: MultipartError(fault)) { try MultipartBoundary(["Content-Type": type]) }
    }

    @Test func `no or two types of content are no form`() {
        #expect(throws: MultipartError(.notMultipart)) { try MultipartBoundary([:]) }
        var fields: HTTPFields = ["Content-Type": "multipart/form-data; boundary=a"]
        fields.append("content-type", "multipart/form-data; boundary=b")
        #expect(throws: MultipartError(.notMultipart)) { try MultipartBoundary(fields) }
    }

    @Test func `chance gives another legal boundary each time`() {
        let boundaries = (0..<100).map { _ in MultipartBoundary.random().text }
        #expect(Set(boundaries).count == 100)
        #expect(boundaries.allSatisfy { $0.utf8.count == 32 && MultipartBoundary($0) != nil })
    }
}
