import Glibc
import JSON
import Lifecycle

/// A deliberately simple HTTP/1.1 client for tests: blocking sockets on threads of their own and none of the code under
/// test. One connection a request.
package struct PlainHTTP: Sendable {
    package let port: Int

    static let threads = BlockingThreads(name: "plain-http", count: 300, maxQueued: 100_000)

    /// Talks to that port of 127.0.0.1.
    package init(port: Int) {
        self.port = port
    }

    /// Asks for a path and reads the whole answer.
    package func get(
        _ path: String, headers: [String: String] = [:], within limit: Duration = .seconds(60)
    ) async throws -> PlainResponse {
        try await send("GET", path, headers: headers, within: limit)
    }

    /// Posts a JSON document and reads the whole answer.
    package func post(
        _ path: String, _ body: JSONValue, headers: [String: String] = [:], within limit: Duration = .seconds(60)
    ) async throws -> PlainResponse {
        let headers = ["Content-Type": "application/json"].merging(headers) { $1 }
        return try await send("POST", path, headers: headers, body: body.bytes(), within: limit)
    }

    /// Sends a request and reads the whole answer; `within` bounds each read.
    package func send(
        _ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
        within limit: Duration = .seconds(60)
    ) async throws -> PlainResponse {
        let connection = try await begin(method, path, headers: headers, body: body, within: limit)
        return try await connection.response()
    }

    /// Sends a request and leaves the answer unread.
    package func begin(
        _ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
        within limit: Duration = .seconds(60)
    ) async throws -> PlainConnection {
        var all = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
        if !body.isEmpty || method != "GET" { all["Content-Length"] = "\(body.count)" }
        all.merge(headers) { $1 }
        let head = "\(method) \(path) HTTP/1.1\r\n" + all.map { "\($0.key): \($0.value)\r\n" }.joined() + "\r\n"
        let connection = try await open(within: limit)
        try await connection.send(Array(head.utf8) + body)
        return connection
    }

    /// Opens a connection and sends nothing.
    package func open(within limit: Duration = .seconds(60)) async throws -> PlainConnection {
        let port = port
        return try await Self.threads.run { try PlainConnection(port: port, limit: limit) }
    }
}

/// An answer as it came.
package struct PlainResponse: Sendable {
    package let status: Int
    /// Names in lower case; of repeated fields the last.
    package let headers: [String: String]
    package let body: [UInt8]

    /// The body as text.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as a JSON document; a picture in it may be large.
    package func json() throws -> JSONValue {
        try JSONValue.parse(body)
    }

    /// The events of a body of type text/event-stream.
    package var events: [PlainEvent] { PlainEvent.all(in: text) }
}

/// One server-sent event.
package struct PlainEvent: Sendable {
    package let name: String
    package let data: String

    /// The data as a JSON document.
    package func json() throws -> JSONValue {
        try JSONValue.parse(data)
    }

    /// The events of a whole stream; comments and blocks without data are left out.
    static func all(in text: String) -> [PlainEvent] {
        var events: [PlainEvent] = []
        var name = "message"
        var data: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                if !data.isEmpty { events.append(PlainEvent(name: name, data: data.joined(separator: "\n"))) }
                (name, data) = ("message", [])
            } else if line.hasPrefix("event:") {
                name = String(line.dropFirst(6).drop { $0 == " " })
            } else if line.hasPrefix("data:") {
                data.append(line.dropFirst(5).drop { $0 == " " })
            }
        }
        return events
    }
}
