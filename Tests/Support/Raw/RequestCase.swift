import HTTPCore

/// A request as bytes and what must become of it.
package struct RequestCase: Sendable, CustomStringConvertible {
    package enum Verdict: Sendable, Equatable {
        /// Read to the end, so many of them.
        case accepted(Int)
        case refused(HTTPParseError)
        /// Neither: bytes are missing.
        case waiting
    }

    package let name: String
    package let bytes: [UInt8]
    package let verdict: Verdict

    init(_ name: String, _ text: String, _ verdict: Verdict) { self.init(name, Array(text.utf8), verdict) }

    init(_ name: String, _ bytes: [UInt8], _ verdict: Verdict) {
        self.name = name
        self.bytes = bytes
        self.verdict = verdict
    }

    package var description: String { name }
}

/// A GET with those lines after the Host field.
private func get(_ lines: String) -> String { "GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n" }

/// A POST with those lines after the Host field, and what follows the head.
private func post(_ lines: String, _ rest: String) -> String { "POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\(rest)" }

/// A chunked POST whose body is written as given.
private func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked\r\n", body) }

extension RequestCase {
    /// Every case of the tables below.
    package static let all = startLines + hosts + fieldLines + lengths + codings + chunks + sequences

    static let startLines: [RequestCase] = [
        RequestCase("a plain GET", get(""), .accepted(1)),
        RequestCase("an unknown method that is a token", "PURGE / HTTP/1.1\r\nHost: a\r\n\r\n", .accepted(1)),
        RequestCase("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", .accepted(1)),
        RequestCase("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", .accepted(1)),
        RequestCase("absolute form", "GET http://a/x?y HTTP/1.1\r\nHost: a\r\n\r\n", .accepted(1)),
        RequestCase("absolute form without path", "GET http://a?y HTTP/1.1\r\nHost: A\r\n\r\n", .accepted(1)),
        RequestCase(
            "absolute form for another host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
            .refused(.hostDiffersFromTarget)),
        RequestCase("absolute form with a user", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase(
            "absolute form of another scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("GET *", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("a target without slash", "GET x HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("a fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("a space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("a tab in the target", "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("raw UTF-8 in the target", "GET /张 HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("an empty target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badRequestLine)),
        RequestCase("two spaces after the method", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("two spaces before the version", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("a tab for a space", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badMethod)),
        RequestCase("a space at the end of the line", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .refused(.badRequestLine)),
        RequestCase("a space before the method", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badMethod)),
        RequestCase("a method that is no token", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badMethod)),
        RequestCase("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", .refused(.unsupportedMethod)),
        RequestCase("CONNECT with a path", "CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.unsupportedMethod)),
        RequestCase("no version", "GET /\r\nHost: a\r\n\r\n", .refused(.badRequestLine)),
        RequestCase("a lower-case version", "GET / http/1.1\r\nHost: a\r\n\r\n", .refused(.badVersion)),
        RequestCase("a version of two digits", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", .refused(.badRequestLine)),
        RequestCase("HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", .refused(.unsupportedVersion)),
        RequestCase("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .refused(.unsupportedVersion)),
        RequestCase("HTTP/3.0", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", .refused(.unsupportedVersion)),
        RequestCase("a TLS hello", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x0D, 0x0A], .refused(.badRequestLine)),
        RequestCase("one empty line before the request", "\r\n" + get(""), .accepted(1)),
        RequestCase("two empty lines before the request", "\r\n\r\n" + get(""), .refused(.emptyLines)),
        RequestCase("a bare line feed before the request", "\n" + get(""), .refused(.bareLineFeed)),
        RequestCase(
            "a bare line feed after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", .refused(.bareLineFeed)),
        RequestCase(
            "a bare carriage return in the request line", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", .refused(.badTarget)),
        RequestCase("two carriage returns", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", .refused(.badRequestLine)),
    ]

    static let hosts: [RequestCase] = [
        RequestCase("a host with port", "GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n", .accepted(1)),
        RequestCase("an IPv6 host", "GET / HTTP/1.1\r\nHost: [::1]:3000\r\n\r\n", .accepted(1)),
        RequestCase("no host", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n", .refused(.missingHost)),
        RequestCase("two hosts", get("Host: b\r\n"), .refused(.repeatedHost)),
        RequestCase("the same host twice", get("host: a\r\n"), .refused(.repeatedHost)),
        RequestCase("an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", .refused(.badHost)),
        RequestCase("a host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .refused(.badHost)),
        RequestCase("a host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .refused(.badHost)),
        RequestCase("two hosts in one field", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", .refused(.badHost)),
        RequestCase("a port that is no number", "GET / HTTP/1.1\r\nHost: a:x\r\n\r\n", .refused(.badHost)),
        RequestCase("a port out of range", "GET / HTTP/1.1\r\nHost: a:70000\r\n\r\n", .refused(.badHost)),
        RequestCase("an open bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", .refused(.badHost)),
        RequestCase("a bracketed name", "GET / HTTP/1.1\r\nHost: [name]\r\n\r\n", .refused(.badHost)),
    ]

    static let fieldLines: [RequestCase] = [
        RequestCase("an empty value", get("X:\r\n"), .accepted(1)),
        RequestCase("blanks around a value", get("X: \t a b \t\r\n"), .accepted(1)),
        RequestCase("UTF-8 in a value", get("X: 张三\r\n"), .accepted(1)),
        RequestCase(
            "Latin-1 in a value", Array(get("X: ").utf8.dropLast(2)) + [0xE9, 13, 10, 13, 10], .refused(.badEncoding)),
        RequestCase("a folded line", get("X: a\r\n b\r\n"), .refused(.foldedField)),
        RequestCase("a first line that is folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", .refused(.foldedField)),
        RequestCase("a space before the colon", get("X : a\r\n"), .refused(.badFieldName)),
        RequestCase("no name", get(": a\r\n"), .refused(.badFieldName)),
        RequestCase("no colon", get("Xa\r\n"), .refused(.badFieldName)),
        RequestCase("a name with a slash", get("X/Y: a\r\n"), .refused(.badFieldName)),
        RequestCase("a name with NUL", get("X\0: a\r\n"), .refused(.badFieldName)),
        RequestCase("a name above ASCII", get("张: a\r\n"), .refused(.badFieldName)),
        RequestCase("NUL in a value", get("X: a\0b\r\n"), .refused(.controlCharacter)),
        RequestCase("a control character in a value", get("X: a\u{01}b\r\n"), .refused(.controlCharacter)),
        RequestCase("DEL in a value", get("X: a\u{7F}b\r\n"), .refused(.controlCharacter)),
        RequestCase("a bare carriage return in a value", get("X: a\rY: b\r\n"), .refused(.controlCharacter)),
        RequestCase("a bare line feed after a field", get("X: a\n"), .refused(.bareLineFeed)),
        RequestCase("a bare line feed for the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n", .refused(.bareLineFeed)),
        RequestCase("128 fields", get(String(repeating: "X: a\r\n", count: 127)), .accepted(1)),
        RequestCase("129 fields", get(String(repeating: "X: a\r\n", count: 128)), .refused(.tooManyFields)),
        RequestCase("5,000 fields", get(String(repeating: "X: a\r\n", count: 5000)), .refused(.tooManyFields)),
        RequestCase("Expect: 100-continue without a body", get("Expect: 100-continue\r\n"), .accepted(1)),
        RequestCase("another expectation", get("Expect: the-unexpected\r\n"), .refused(.unsupportedExpectation)),
    ]

    static let lengths: [RequestCase] = [
        RequestCase("a body", post("Content-Length: 5\r\n", "hello"), .accepted(1)),
        RequestCase("length zero", post("Content-Length: 0\r\n", ""), .accepted(1)),
        RequestCase("a length with zeros in front", post("Content-Length: 0005\r\n", "hello"), .accepted(1)),
        RequestCase("a body that is not all there", post("Content-Length: 6\r\n", "hello"), .waiting),
        RequestCase(
            "two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), .refused(.repeatedContentLength)
        ),
        RequestCase(
            "one length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"),
            .refused(.repeatedContentLength)),
        RequestCase("a list of lengths", post("Content-Length: 5, 5\r\n", "hello"), .refused(.badContentLength)),
        RequestCase("a length with plus", post("Content-Length: +5\r\n", "hello"), .refused(.badContentLength)),
        RequestCase("a length below zero", post("Content-Length: -1\r\n", ""), .refused(.badContentLength)),
        RequestCase("a hexadecimal length", post("Content-Length: 0x5\r\n", "hello"), .refused(.badContentLength)),
        RequestCase(
            "a length with a space inside", post("Content-Length: 1 0\r\n", "hello"), .refused(.badContentLength)),
        RequestCase("an empty length", post("Content-Length:\r\n", ""), .refused(.badContentLength)),
        RequestCase(
            "a length past 64 bits", post("Content-Length: 99999999999999999999\r\n", ""), .refused(.bodyTooLarge)),
        RequestCase(
            "length and chunked", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            .refused(.lengthAndTransferEncoding)),
        RequestCase(
            "chunked and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
            .refused(.lengthAndTransferEncoding)),
        RequestCase(
            "a length behind a space before the colon", post("Content-Length : 5\r\n", "hello"), .refused(.badFieldName)
        ),
        RequestCase(
            "a length in a folded line", post("X: a\r\n Content-Length: 5\r\n", "hello"), .refused(.foldedField)),
    ]

    static let codings: [RequestCase] = [
        RequestCase("a coding in another case", post("Transfer-Encoding: Chunked\r\n", "0\r\n\r\n"), .accepted(1)),
        RequestCase(
            "a tab after the coding", post("Transfer-Encoding: chunked\t\r\n", "0\r\n\r\n"),
            .refused(.tabBesideFraming)),
        RequestCase("a tab before the length", post("Content-Length:\t5\r\n", "hello"), .refused(.tabBesideFraming)),
        RequestCase("xchunked", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), .refused(.badTransferEncoding)),
        RequestCase("identity", post("Transfer-Encoding: identity\r\n", ""), .refused(.badTransferEncoding)),
        RequestCase("an empty coding", post("Transfer-Encoding:\r\n", ""), .refused(.badTransferEncoding)),
        RequestCase(
            "gzip before chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
            .refused(.unsupportedTransferEncoding)),
        RequestCase(
            "chunked before gzip", post("Transfer-Encoding: chunked, gzip\r\n", ""), .refused(.badTransferEncoding)),
        RequestCase(
            "chunked twice in a list", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"),
            .refused(.badTransferEncoding)),
        RequestCase(
            "chunked in two fields", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            .refused(.badTransferEncoding)),
        RequestCase(
            "chunked and identity", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"),
            .refused(.badTransferEncoding)),
        RequestCase(
            "a quoted coding", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), .refused(.badTransferEncoding)),
        RequestCase(
            "a vertical tab before the coding", post("Transfer-Encoding: \u{0B}chunked\r\n", "0\r\n\r\n"),
            .refused(.controlCharacter)),
        RequestCase(
            "chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .refused(.transferEncodingBeforeHTTP11)),
    ]

    static let chunks: [RequestCase] = [
        RequestCase("two chunks", chunked("5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"), .accepted(1)),
        RequestCase("a trailer", chunked("1\r\na\r\n0\r\nX: y\r\n\r\n"), .accepted(1)),
        RequestCase("zeros before a chunk size", chunked("0001\r\na\r\n000\r\n\r\n"), .accepted(1)),
        RequestCase("a chunk size with 0x", chunked("0x5\r\nhello\r\n0\r\n\r\n"), .refused(.badChunkSize)),
        RequestCase("a chunk size with plus", chunked("+5\r\nhello\r\n0\r\n\r\n"), .refused(.badChunkSize)),
        RequestCase("a chunk size below zero", chunked("-1\r\n\r\n"), .refused(.badChunkSize)),
        RequestCase("an empty chunk size", chunked("\r\nhello\r\n0\r\n\r\n"), .refused(.badChunkSize)),
        RequestCase("a space before a chunk size", chunked(" 5\r\nhello\r\n0\r\n\r\n"), .refused(.badChunkSize)),
        RequestCase("a space after a chunk size", chunked("5 \r\nhello\r\n0\r\n\r\n"), .refused(.badChunkSize)),
        RequestCase("a chunk size past 64 bits", chunked("FFFFFFFFFFFFFFFFF\r\n"), .refused(.bodyTooLarge)),
        RequestCase("a chunk size of 64 bits", chunked("FFFFFFFFFFFFFFFF\r\n"), .refused(.bodyTooLarge)),
        RequestCase("a bare line feed after a chunk size", chunked("5\nhello\r\n0\r\n\r\n"), .refused(.bareLineFeed)),
        RequestCase(
            "a bare carriage return in an extension", chunked("5;a\rb\r\nhello\r\n0\r\n\r\n"),
            .refused(.controlCharacter)),
        RequestCase("a chunk longer than its size", chunked("3\r\nhello\r\n0\r\n\r\n"), .refused(.badChunkEnd)),
        RequestCase("a chunk shorter than its size", chunked("6\r\nhello\r\n0\r\n\r\n"), .refused(.bareLineFeed)),
        RequestCase("a bare line feed after a chunk", chunked("5\r\nhello\n0\r\n\r\n"), .refused(.bareLineFeed)),
        RequestCase(
            "a long chunk extension", chunked("5;" + String(repeating: "a", count: 300) + "\r\nhello\r\n0\r\n\r\n"),
            .refused(.chunkLineTooLong)),
        RequestCase("a folded trailer", chunked("0\r\nX: a\r\n b\r\n\r\n"), .refused(.foldedField)),
        RequestCase("a trailer without name", chunked("0\r\n: a\r\n\r\n"), .refused(.badFieldName)),
        RequestCase("a length in the trailer", chunked("0\r\nContent-Length: 9\r\n\r\n"), .refused(.framingInTrailer)),
        RequestCase(
            "a coding in the trailer", chunked("0\r\ntransfer-encoding: chunked\r\n\r\n"), .refused(.framingInTrailer)),
        RequestCase("a host in the trailer", chunked("0\r\nHost: b\r\n\r\n"), .refused(.framingInTrailer)),
        RequestCase("an empty chunk extension", chunked("1;\r\na\r\n0\r\n\r\n"), .refused(.badChunkExtension)),
        RequestCase("a bare line feed at the very end", chunked("0\r\n\n"), .refused(.bareLineFeed)),
        RequestCase("no end", chunked("5\r\nhello\r\n"), .waiting),
    ]

    static let sequences: [RequestCase] = [
        RequestCase("nothing", "", .waiting),
        RequestCase("half a request line", "GET / HT", .waiting),
        RequestCase("half a head", "GET / HTTP/1.1\r\nHost: a\r\n", .waiting),
        RequestCase(
            "three in a row", get("") + post("Content-Length: 2\r\n", "ab") + chunked("1\r\na\r\n0\r\n\r\n"),
            .accepted(3)),
        RequestCase("an empty line between two", get("") + "\r\n" + get(""), .accepted(2)),
        RequestCase(
            "a body longer than announced", post("Content-Length: 2\r\n", "abGET") + " / HTTP/1.1\r\nHost: a\r\n\r\n",
            .accepted(2)),
        RequestCase(
            "a request hidden behind a length of 0", post("Content-Length: 0\r\n", "\0\0\r\n"),
            .refused(.badRequestLine)),
        RequestCase("a second request that is bad", get("") + "GET /\r\n\r\n", .refused(.badRequestLine)),
    ]
}
