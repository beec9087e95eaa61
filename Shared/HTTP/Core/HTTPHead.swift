/// Protocol version of a message; others are refused by the parser.
package enum HTTPVersion: Sendable, Equatable {
    case http10, http11, http2
}

/// Start line and fields of a request.
package struct RequestHead: Sendable {
    package var method: HTTPMethod
    /// Origin form as it came, e.g. `/assets/a%20b?x=1`.
    package var target: String
    package var version: HTTPVersion
    package var fields: HTTPFields

    /// A head of those parts.
    package init(method: HTTPMethod, target: String, version: HTTPVersion = .http11, fields: HTTPFields = [:]) {
        self.method = method
        self.target = target
        self.version = version
        self.fields = fields
    }

    /// The target before `?`, still percent-encoded.
    package var path: Substring {
        target[..<(target.utf8.firstIndex(of: 0x3F) ?? target.endIndex)]
    }

    /// The target after `?`, still percent-encoded; nil without `?`.
    package var query: Substring? {
        guard let mark = target.utf8.firstIndex(of: 0x3F) else { return nil }
        return target[target.utf8.index(after: mark)...]
    }
}

/// Status line and fields of a response.
package struct ResponseHead: Sendable {
    package var status: HTTPStatus
    package var version: HTTPVersion
    package var fields: HTTPFields

    /// A head of those parts.
    package init(status: HTTPStatus, version: HTTPVersion = .http11, fields: HTTPFields = [:]) {
        self.status = status
        self.version = version
        self.fields = fields
    }
}
