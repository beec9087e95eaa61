import HTTPCore
import Testing

struct MultipartLimitTests {
    private static let limits = MultipartLimits(
        total: 700, file: 20, text: 10, parts: 3, header: 80, preamble: 8, epilogue: 8)
    private let b: MultipartBoundary

    init() throws { b = try #require(MultipartBoundary("b")) }

    private func text(_ content: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\(content)\r\n"
    }

    private func file(_ size: Int) -> String {
        "--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n\(String(repeating: "f", count: size))\r\n"
    }

    private func check(_ body: String, _ fault: MultipartFault?, _ part: Int? = nil, _ field: String? = nil) {
        let error = fault.map { MultipartError($0, part: part, field: field, limits: Self.limits) }
        let bytes = Array(body.utf8)
        let whole = MultipartTranscript([bytes], boundary: b, limits: Self.limits)
        #expect(whole.error == error)
        for cut in bytes.indices {
            let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
            #expect(MultipartTranscript(pieces, boundary: b, limits: Self.limits) == whole)
        }
    }

    @Test func `text and file have limits of their own`() {
        check(text("0123456789") + file(20) + "--b--", nil)
        check(text("0123456789x") + "--b--", .textTooLarge, 0, "a")
        check(text("") + file(21) + "--b--", .fileTooLarge, 1, "f")
    }

    @Test func `what is over a limit is refused before the part has ended`() {
        check(text("0123456789xyz0123456789"), .textTooLarge, 0, "a")
        check(file(30), .fileTooLarge, 0, "f")
    }

    @Test func `parts are counted`() {
        check(text("1") + text("2") + text("3") + "--b--", nil)
        check(text("1") + text("2") + text("3") + text("4") + "--b--", .tooManyParts, 3)
    }

    @Test func `the header of a part is bounded`() {
        let filler = { (size: Int) in
            "--b\r\nContent-Disposition: form-data; name=a\r\n" + "X: " + String(repeating: "x", count: size)
        }
        check(filler(80 - 40 - 7) + "\r\n\r\n\r\n--b--", nil)
        check(filler(80 - 40 - 6) + "\r\n\r\n\r\n--b--", .headerTooLarge, 0, "a")
        check(filler(80), .headerTooLarge, 0, "a")
    }

    @Test func `preamble and epilogue are bounded`() {
        check("01234567\r\n--b--\r\n01234567", nil)
        check("012345678\r\n--b--", .boundaryNotFound)
        check("0123456789", .boundaryNotFound)
        check("--b--\r\n012345678", .epilogueTooLong)
    }

    @Test func `the whole form is bounded, and what is over is not kept`() throws {
        let limits = MultipartLimits(total: 100, file: 1000)
        let head = "--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n"
        let fits = head + String(repeating: "f", count: 100 - head.utf8.count - 7) + "\r\n--b--"
        #expect(MultipartTranscript([Array(fits.utf8)], boundary: b, limits: limits).error == nil)
        for more in ["\r", "\r\n", "\r\nbye"] {
            let bytes = Array((fits + more).utf8)
            let whole = MultipartTranscript([bytes], boundary: b, limits: limits)
            #expect(whole.error == MultipartError(.formTooLarge, limits: limits))
            #expect(MultipartTranscript(bytes.map { [$0] }, boundary: b, limits: limits) == whole)
        }
        var parser = MultipartParser(boundary: b, limits: limits)
        parser.append(Array(head.utf8) + [UInt8](repeating: 0x66, count: 1 << 20))
        #expect(parser.buffered <= 102)
        var size = 0
        #expect(throws: MultipartError(.formTooLarge, part: 0, field: "f", limits: limits)) {
            while let event = try parser.next() { if case .bytes(let bytes) = event { size += bytes.count } }
        }
        #expect(size == 100 - head.utf8.count)
    }

    @Test func `ten thousand fields are refused at the 257th`() {
        let form = String(repeating: text("x"), count: 10_000) + "--b--\r\n"
        let seen = MultipartTranscript([Array(form.utf8)], boundary: b)
        #expect(seen.error == MultipartError(.tooManyParts, part: 256))
        #expect(seen.parts.count == 256)
    }

    @Test func `a boundary that never comes is refused after the preamble's limit`() throws {
        var parser = MultipartParser(boundary: b)
        let piece = [UInt8](repeating: 0x2D, count: 1000)
        var fed = 0
        #expect(throws: MultipartError(.boundaryNotFound)) {
            while fed < 1_000_000 {
                parser.append(piece)
                fed += piece.count
                _ = try parser.next()
            }
        }
        #expect(fed == 5000)
        #expect(parser.buffered == 0)
    }

    @Test func `a boundary that never comes again is refused at the file's limit`() throws {
        let limits = MultipartLimits(file: 1 << 20)
        var reader = MultipartFormReader(boundary: b, limits: limits)
        try reader.append(Array("--b\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n".utf8))
        let piece = Array("\r\n--a\r\n--".utf8) + [UInt8](repeating: 0, count: 65_000)
        var fed = 0
        #expect(throws: MultipartError(.fileTooLarge, part: 0, field: "f", limits: limits)) {
            while fed < 64 << 20 {
                try reader.append(piece)
                fed += piece.count
            }
        }
        #expect(fed < (1 << 20) + piece.count)
    }

    @Test func `a name in an error is cut`() {
        let error = MultipartError(.truncated, part: 0, field: String(repeating: "四", count: 5000))
        #expect(error.field?.count == 100)
    }

    @Test(arguments: MultipartFault.allCases)
    func `limits of size are 413, another type is 415, the rest is 400`(_ fault: MultipartFault) {
        let large: [MultipartFault] = [.formTooLarge, .tooManyParts, .headerTooLarge, .textTooLarge, .fileTooLarge]
        #expect(fault.status.code == (large.contains(fault) ? 413 : fault == .notMultipart ? 415 : 400))
    }
}
