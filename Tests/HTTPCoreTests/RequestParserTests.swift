import HTTPCore
import TestSupport
import Testing

struct RequestParserTests {
    @Test(arguments: RequestCase.all)
    func eachRequestIsAcceptedOrRefusedAsTheStandardSays(_ sample: RequestCase) {
        let seen = Transcript([sample.bytes])
        switch sample.verdict {
        case .accepted(let count):
            #expect(seen.error == nil)
            #expect(seen.ended == count)
            #expect(seen.isIdle)
        case .refused(let error): #expect(seen.error == error)
        case .waiting:
            #expect(seen.error == nil)
            #expect(seen.ended == 0)
            #expect(seen.isIdle == sample.bytes.isEmpty)
        }
    }

    @Test(arguments: RequestCase.all)
    func theCutsBetweenArrivalsChangeNothing(_ sample: RequestCase) {
        let whole = Transcript([sample.bytes])
        #expect(Transcript(sample.bytes.map { [$0] }) == whole)
        // Every cut for the short ones; the longest have thousands of equal lines, where a few hundred cuts will do.
        for cut in stride(from: 0, to: sample.bytes.count, by: max(1, sample.bytes.count / 600)) {
            #expect(Transcript([Array(sample.bytes[..<cut]), Array(sample.bytes[cut...])]) == whole)
        }
    }

    @Test func theTableHoldsAtLeastSixtyRefusals() {
        let refused = RequestCase.all.filter { if case .refused = $0.verdict { true } else { false } }
        #expect(refused.count >= 60)
        #expect(Set(RequestCase.all.map(\.name)).count == RequestCase.all.count)
    }

    @Test(arguments: [
        (HTTPParseError.requestLineTooLong, 414), (.fieldsTooLarge, 431), (.tooManyFields, 431), (.bodyTooLarge, 413),
        (.unsupportedVersion, 505), (.unsupportedTransferEncoding, 501), (.unsupportedMethod, 501),
        (.unsupportedExpectation, 417), (.lengthAndTransferEncoding, 400), (.bareLineFeed, 400), (.truncated, 400),
    ])
    func everyFaultHasAStatus(_ error: HTTPParseError, _ status: Int) {
        #expect(error.status.code == status)
    }

    @Test func everyFaultSaysInItsOwnWordsWhatWasWrong() {
        let reasons = HTTPParseError.allCases.map(\.reason)
        #expect(Set(reasons).count == HTTPParseError.allCases.count)
        #expect(
            HTTPParseError.allCases.allSatisfy { (400...599).contains($0.status.code) && !$0.status.reason.isEmpty })
    }

    @Test func headAndBodyComeOutAsTheyWereSent() {
        let seen = Transcript(
            "PUT /a%20b?x=1&y HTTP/1.1\r\nHost: h:1\r\nX-One:  1 \r\nx-one: 2\r\nContent-Length: 3\r\n\r\nabc")
        #expect(
            seen.requests == [
                "PUT /a%20b?x=1&y http11 [Host: h:1; X-One: 1; x-one: 2; Content-Length: 3] length(3) keep"
            ])
        #expect(seen.bodies == [Array("abc".utf8)])
    }

    @Test func chunksAreJoinedAndTrailersDropped() {
        let seen = Transcript(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;q=\"x\"\r\nabc\r\n2\r\nde\r\n0\r\nX-Host: evil\r\n\r\n"
        )
        #expect(seen.requests == ["POST / http11 [Host: a; Transfer-Encoding: chunked] chunked keep"])
        #expect(seen.bodies == [Array("abcde".utf8)])
        #expect(seen.ended == 1)
    }

    @Test(arguments: [
        ("GET http://a:1/p?q HTTP/1.1\r\nHost: a:1\r\n\r\n", "/p?q"), ("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n", "/"),
        ("GET http://a?q HTTP/1.1\r\nHost: a\r\n\r\n", "/?q"), ("OPTIONS http://a HTTP/1.1\r\nHost: a\r\n\r\n", "*"),
    ])
    func absoluteTargetsBecomeOriginForm(_ request: String, _ target: String) throws {
        let seen = Transcript(request)
        #expect(try #require(seen.requests.first).split(separator: " ")[1] == target)
    }

    @Test(arguments: [
        ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
        ("HTTP/1.1", "Connection: x, Close\r\n", false),
        ("HTTP/1.0", "", false), ("HTTP/1.0", "Connection: keep-alive\r\n", true),
        ("HTTP/1.0", "Connection: keep-alive, close\r\n", false),
    ])
    func theConnectionStaysIfVersionAndClientAgree(_ version: String, _ field: String, _ stays: Bool) {
        let seen = Transcript("GET / \(version)\r\nHost: a\r\n\(field)\r\n")
        #expect(seen.requests.first?.hasSuffix(stays ? " keep" : " close") == true)
    }

    @Test func aClientThatWaitsForContinueIsNoticedOnlyIfABodyComes() {
        let expect = "Expect: 100-Continue\r\n"
        #expect(
            Transcript("PUT / HTTP/1.1\r\nHost: a\r\n\(expect)Content-Length: 1\r\n\r\n").requests[0].hasSuffix(
                " continue"))
        #expect(!Transcript("PUT / HTTP/1.1\r\nHost: a\r\n\(expect)\r\n").requests[0].hasSuffix(" continue"))
        #expect(!Transcript("PUT / HTTP/1.0\r\n\(expect)Content-Length: 1\r\n\r\n").requests[0].hasSuffix(" continue"))
    }

    @Test func anErrorIsFinal() throws {
        var parser = RequestParser()
        parser.append(Array("BAD\r\n".utf8))
        #expect(throws: HTTPParseError.badRequestLine) { try parser.next() }
        parser.append(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        #expect(throws: HTTPParseError.badRequestLine) { try parser.next() }
    }

    @Test func theEndOfTheConnectionIsInOrderOnlyBetweenRequests() throws {
        var parser = RequestParser()
        try parser.finish()
        parser.append(Array("GET / HTTP/1.1\r\nHost: a\r\n".utf8))
        #expect(try parser.next() == nil)
        #expect(throws: HTTPParseError.truncated) { try parser.finish() }
        parser.append(Array("\r\n".utf8))
        while try parser.next() != nil {}
        try parser.finish()
        #expect(parser.buffered == 0)
    }
}
