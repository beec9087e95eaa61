/// How the body of a message is delimited.
package enum BodyFraming: Sendable, Equatable {
    case none
    /// Exactly so many bytes, never 0.
    case length(Int)
    case chunked
}

/// A request head as far as it has come, and the rules about what may stand in it together (RFC 9112 sections 3.2, 6).
struct HeadDraft {
    let line: RequestLine
    private(set) var fields: [HTTPFields.Field] = []
    private var host: String?
    private var contentLength: Int?
    private var isChunked = false
    private var closes = false
    private var asksToStay = false
    /// The client waits for `100 Continue` before it sends the body.
    private(set) var expectsContinue = false

    init(_ line: RequestLine) {
        self.line = line
        fields.reserveCapacity(8)
    }

    /// Takes a field line without its line end.
    mutating func add(_ text: ByteRun) throws(HTTPParseError) {
        let (name, raw) = try FieldLine.split(text)
        let value = raw.trimmed
        try note(name, value, raw)
        guard value.isUTF8 else { throw .badEncoding }
        fields.append(HTTPFields.Field(name: name.string, value: value.string))
    }

    /// What frames the message is understood from the bytes, before any string is made.
    ///
    /// Tabs around what frames the body are refused: some readers take them for blanks, others for a part of the value.
    private mutating func note(_ name: ByteRun, _ value: ByteRun, _ raw: ByteRun) throws(HTTPParseError) {
        switch name.count {
        case 4 where name.equals("host"): try noteHost(value)
        case 6 where name.equals("expect"): try noteExpectation(value)
        case 10 where name.equals("connection"): noteConnection(value)
        case 14 where name.equals("content-length"):
            guard !raw.contains(0x09) else { throw .tabBesideFraming }
            try noteLength(value)
        case 17 where name.equals("transfer-encoding"):
            guard !raw.contains(0x09) else { throw .tabBesideFraming }
            try noteCoding(value)
        default: break
        }
    }

    private mutating func noteHost(_ value: ByteRun) throws(HTTPParseError) {
        guard host == nil else { throw .repeatedHost }
        guard HostField.isValid(value) else { throw .badHost }
        host = value.string
    }

    private mutating func noteExpectation(_ value: ByteRun) throws(HTTPParseError) {
        guard value.equals("100-continue") else { throw .unsupportedExpectation }
        expectsContinue = line.version == .http11
    }

    private mutating func noteConnection(_ value: ByteRun) {
        for option in value.split(separator: 0x2C) {
            let option = ByteRun(rebasing: option).trimmed
            if option.equals("close") { closes = true }
            if option.equals("keep-alive") { asksToStay = true }
        }
    }

    /// Any second Content-Length is refused, the same one too: nobody sends that without a proxy in doubt.
    private mutating func noteLength(_ value: ByteRun) throws(HTTPParseError) {
        guard contentLength == nil else { throw .repeatedContentLength }
        guard !isChunked else { throw .lengthAndTransferEncoding }
        guard !value.isEmpty, value.allSatisfy(\.isDigit) else { throw .badContentLength }
        var length = 0
        for digit in value {
            let (tenfold, over) = length.multipliedReportingOverflow(by: 10)
            let (sum, overAgain) = tenfold.addingReportingOverflow(Int(digit - 0x30))
            guard !over, !overAgain else { throw .bodyTooLarge }
            length = sum
        }
        contentLength = length
    }

    private mutating func noteCoding(_ value: ByteRun) throws(HTTPParseError) {
        guard line.version == .http11 else { throw .transferEncodingBeforeHTTP11 }
        guard !isChunked else { throw .badTransferEncoding }
        guard contentLength == nil else { throw .lengthAndTransferEncoding }
        guard value.equals("chunked") else { throw Self.refusal(of: value) }
        isChunked = true
    }

    /// A coding before a final `chunked` is well-formed but unknown here; anything else leaves the length undefined.
    private static func refusal(of value: ByteRun) -> HTTPParseError {
        let codings = value.split(separator: 0x2C, omittingEmptySubsequences: false).map {
            ByteRun(rebasing: $0).trimmed
        }
        let chunked = codings.filter { $0.equals("chunked") }.count
        let wellFormed = codings.allSatisfy { ByteClass.isToken($0) }
        guard wellFormed, chunked == 1, let last = codings.last, last.equals("chunked") else {
            return .badTransferEncoding
        }
        return .unsupportedTransferEncoding
    }

    /// At the empty line: the whole head, if it may stand so.
    func finish() throws(HTTPParseError) -> RequestHead {
        if let authority = line.authority, let host, !HTTPFields.same(authority, host) { throw .hostDiffersFromTarget }
        guard host != nil || line.version == .http10 else { throw .missingHost }
        return RequestHead(method: line.method, target: line.target, version: line.version, fields: HTTPFields(fields))
    }

    var framing: BodyFraming {
        if isChunked { return .chunked }
        guard let contentLength, contentLength > 0 else { return .none }
        return .length(contentLength)
    }

    /// Whether the client lets the connection serve another request (RFC 9112 section 9.3).
    var keepsAlive: Bool { !closes && (line.version == .http11 || asksToStay) }
}

/// One field line (RFC 9112 section 5).
enum FieldLine {
    /// Name and value, blanks included, of a line without its line end.
    static func split(_ line: ByteRun) throws(HTTPParseError) -> (name: ByteRun, raw: ByteRun) {
        if let first = line.first, first.isBlank { throw .foldedField }
        guard let colon = line.firstIndex(of: 0x3A) else { throw .badFieldName }
        let name = line.run(0..<colon)
        guard ByteClass.isToken(name) else { throw .badFieldName }
        let value = line.run(colon + 1..<line.count)
        guard ByteClass.isValue(value) else { throw .controlCharacter }
        return (name, value)
    }
}
