import HTTPCore

/// Paths as segments.
enum RoutePath {
    /// The parts between slashes; `/` has one, empty.
    static func segments(_ path: some StringProtocol) -> [Substring] {
        Substring(path).dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }

    /// The parts percent-decoded.
    static func decoded(_ path: Substring) throws(HTTPServerError) -> [String] {
        var result: [String] = []
        for segment in segments(path) {
            guard let text = PercentEncoding.decode(segment) else { throw .badTarget }
            result.append(text)
        }
        return result
    }
}
