/// The first line of a request (RFC 9112 section 3).
struct RequestLine {
    let method: HTTPMethod
    /// Origin form, or `*`.
    let target: String
    let version: HTTPVersion
    /// Of an absolute target; the Host field must say the same.
    let authority: String?

    /// Reads a line without its line end.
    init(_ line: ByteRun) throws(HTTPParseError) {
        guard let space = line.firstIndex(of: 0x20) else { throw .badRequestLine }
        let name = line.run(0..<space)
        guard ByteClass.isToken(name) else { throw .badMethod }
        guard line.count >= space + 11, line[line.count - 9] == 0x20 else { throw .badRequestLine }
        version = try Self.version(line.run(line.count - 8..<line.count))
        let target = line.run(space + 1..<line.count - 9)
        guard ByteClass.isTarget(target) else { throw .badTarget }
        method = HTTPMethod(name.string)
        guard method.name != "CONNECT" else { throw .unsupportedMethod }
        if target[0] == 0x2F {
            self.target = target.string
            authority = nil
        } else if target.count == 1, target[0] == 0x2A, method == .options {
            self.target = "*"
            authority = nil
        } else {
            (self.target, authority) = try Self.absolute(target, isOptions: method == .options)
        }
    }

    private static func version(_ text: ByteRun) throws(HTTPParseError) -> HTTPVersion {
        let name: StaticString = "HTTP/"
        for index in 0..<5 where text[index] != name.utf8Start[index] { throw .badVersion }
        guard text[5].isDigit, text[6] == 0x2E, text[7].isDigit else { throw .badVersion }
        switch (text[5], text[7]) {
        case (0x31, 0x31): return .http11
        case (0x31, 0x30): return .http10
        default: throw .unsupportedVersion
        }
    }

    /// `http://authority/path?query` as origin form and authority (RFC 9112 section 3.2.2).
    private static func absolute(
        _ target: ByteRun, isOptions: Bool
    ) throws(HTTPParseError) -> (target: String, authority: String) {
        guard let colon = target.firstIndex(of: 0x3A), target.count > colon + 3,
            target[colon + 1] == 0x2F, target[colon + 2] == 0x2F
        else { throw .badTarget }
        let scheme = target.run(0..<colon)
        guard scheme.equals("http") || scheme.equals("https") else { throw .badTarget }
        let rest = target.run(colon + 3..<target.count)
        let end = rest.firstIndex { $0 == 0x2F || $0 == 0x3F } ?? rest.count
        let authority = rest.run(0..<end)
        guard HostField.isValid(authority) else { throw .badTarget }
        if end == rest.count { return (isOptions ? "*" : "/", authority.string) }
        let path = rest.run(end..<rest.count).string
        return (path.utf8.first == 0x2F ? path : "/" + path, authority.string)
    }
}

/// The grammar of the Host field: a name, an IPv4 address or an IPv6 address in brackets, and perhaps a port.
enum HostField {
    static func isValid(_ text: ByteRun) -> Bool {
        guard text.count <= 320, let first = text.first else { return false }
        if first == 0x5B {
            guard let end = text.firstIndex(of: 0x5D), isAddress(text.run(1..<end)) else { return false }
            return isPort(text.run(end + 1..<text.count))
        }
        let end = text.firstIndex(of: 0x3A) ?? text.count
        return ByteClass.isHostName(text.run(0..<end)) && isPort(text.run(end..<text.count))
    }

    private static func isAddress(_ text: ByteRun) -> Bool {
        text.count >= 2 && text.count <= 45 && text.contains(0x3A)
            && text.allSatisfy { $0.hexValue != nil || $0 == 0x3A || $0 == 0x2E }
    }

    /// Nothing, or a colon and up to five digits (an empty port is allowed by RFC 3986).
    private static func isPort(_ text: ByteRun) -> Bool {
        guard let colon = text.first else { return true }
        guard colon == 0x3A, text.count <= 6 else { return false }
        var port = 0
        for digit in text.dropFirst() {
            guard digit.isDigit else { return false }
            port = port * 10 + Int(digit - 0x30)
        }
        return port <= 65_535
    }
}
