import HTTPCore

/// A handler's answer. The server adds Date, Content-Length or Transfer-Encoding, Connection, X-Request-Id and
/// X-Response-Time.
package struct ServerResponse: Sendable {
    package var status: HTTPStatus
    package var fields: HTTPFields
    package var body: ResponseBody

    /// An answer of those parts.
    package init(status: HTTPStatus = .ok, fields: HTTPFields = [:], body: ResponseBody = .empty) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// JSON that is bytes already.
    package static func json(_ bytes: [UInt8], status: HTTPStatus = .ok) -> ServerResponse {
        ServerResponse(
            status: status, fields: ["Content-Type": "application/json; charset=utf-8"], body: .bytes(bytes))
    }

    /// Text in UTF-8.
    package static func text(
        _ text: String, status: HTTPStatus = .ok, type: String = "text/plain; charset=utf-8"
    ) -> ServerResponse {
        ServerResponse(status: status, fields: ["Content-Type": type], body: .bytes(Array(text.utf8)))
    }

    /// Bytes of that media type.
    package static func bytes(_ bytes: [UInt8], type: String, status: HTTPStatus = .ok) -> ServerResponse {
        ServerResponse(status: status, fields: ["Content-Type": type], body: .bytes(bytes))
    }

    /// The same answer with a field set.
    package func with(_ name: String, _ value: String) -> ServerResponse {
        var copy = self
        copy.fields[name] = value
        return copy
    }
}

/// What follows the head of an answer.
package enum ResponseBody: Sendable {
    case empty
    case bytes([UInt8])
    /// Bytes as `produce` writes them. `length` in bytes is promised to the client: writing more throws, writing less
    /// cuts the connection. Without it the body is chunked, or ends with the connection for HTTP/1.0.
    indirect case stream(length: Int?, produce: @Sendable (ResponseWriter) async throws -> Void)
}
