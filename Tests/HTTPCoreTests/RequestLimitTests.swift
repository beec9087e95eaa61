import HTTPCore
import Testing

struct RequestLimitTests {
    private let limits = HTTPLimits(
        requestLine: 64, fields: 128, fieldCount: 4, chunkLine: 32, chunkExtensions: 40, body: 100)

    private func line(_ size: Int) -> String {
        "GET /" + String(repeating: "a", count: size - 16) + " HTTP/1.1\r\n"
    }

    /// Field lines of `size` bytes in all, the empty line not counted.
    private func fields(_ size: Int) -> String { "Host: a\r\nX: " + String(repeating: "a", count: size - 14) + "\r\n" }

    @Test func theRequestLineMayHaveExactlyItsLimit() {
        #expect(Transcript(line(64) + "Host: a\r\n\r\n", limits: limits).ended == 1)
        #expect(Transcript(line(65) + "Host: a\r\n\r\n", limits: limits).error == .requestLineTooLong)
    }

    @Test func aRequestLineWithoutEndIsRefusedAtItsLimit() {
        #expect(Transcript(String(repeating: "a", count: 64), limits: limits).error == nil)
        #expect(Transcript(String(repeating: "a", count: 65), limits: limits).error == .requestLineTooLong)
    }

    @Test func theFieldsMayHaveExactlyTheirLimitWithTheEmptyLine() {
        #expect(Transcript("GET / HTTP/1.1\r\n" + fields(126) + "\r\n", limits: limits).ended == 1)
        #expect(Transcript("GET / HTTP/1.1\r\n" + fields(127) + "\r\n", limits: limits).error == .fieldsTooLarge)
    }

    @Test func fieldsWithoutEndAreRefusedAtTheirLimit() {
        let start = "GET / HTTP/1.1\r\nHost: a\r\nX: "
        #expect(Transcript(start + String(repeating: "a", count: 200), limits: limits).error == .fieldsTooLarge)
    }

    @Test func anAnnouncedBodyIsRefusedBeforeItComes() {
        #expect(Transcript("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n", limits: limits).error == nil)
        #expect(
            Transcript("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n", limits: limits).error
                == .bodyTooLarge)
    }

    @Test func chunksAreRefusedWhenTheirSumPassesTheLimit() {
        let chunk = "32\r\n" + String(repeating: "a", count: 50) + "\r\n"
        let head = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(Transcript(head + chunk + chunk + "0\r\n\r\n", limits: limits).ended == 1)
        #expect(Transcript(head + chunk + chunk + "1\r\n", limits: limits).error == .bodyTooLarge)
        #expect(Transcript(head + "7FFFFFFFFFFFFFFF\r\n", limits: limits).error == .bodyTooLarge)
    }

    @Test func theSumOfChunkExtensionsIsBounded() {
        let head = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let chunk = "1;aaaaaaaaaaaaaaaaaaa\r\nx\r\n"
        #expect(Transcript(head + chunk + chunk + "0\r\n\r\n", limits: limits).ended == 1)
        #expect(Transcript(head + chunk + chunk + chunk, limits: limits).error == .chunkLineTooLong)
    }

    @Test func trailersAreBoundedInSizeAndNumber() {
        let head = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
        let long = "X: " + String(repeating: "a", count: 200) + "\r\n\r\n"
        #expect(Transcript(head + long, limits: limits).error == .fieldsTooLarge)
        #expect(
            Transcript(head + String(repeating: "X: a\r\n", count: 5) + "\r\n", limits: limits).error == .tooManyFields)
    }

    @Test func theLimitOfOneBodyCanBeSetOnceItsRouteIsKnown() throws {
        var parser = RequestParser()
        parser.append(Array("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".utf8))
        guard case .head = try parser.next() else {
            Issue.record("no head")
            return
        }
        parser.limits.body = 4
        #expect(throws: HTTPParseError.bodyTooLarge) { try parser.next() }
    }

    @Test func nothingReadIsKept() throws {
        var parser = RequestParser()
        let piece = [UInt8](repeating: 0x61, count: 64 << 10)
        parser.append(Array("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: \(piece.count * 64)\r\n\r\n".utf8))
        var size = 0
        for _ in 0..<64 {
            parser.append(piece)
            while let event = try parser.next() {
                if case .body(let bytes) = event { size += bytes.count }
            }
            #expect(parser.buffered == 0)
        }
        #expect(size == piece.count * 64)
        #expect(parser.isIdle)
    }
}
