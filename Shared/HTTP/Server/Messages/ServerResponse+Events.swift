import HTTPCore

extension ServerResponse {
    /// A stream of server-sent events. While nothing is sent for `heartbeat`, a comment keeps the connection in use.
    package static func eventStream(
        heartbeat: Duration = .seconds(15), _ produce: @escaping @Sendable (EventWriter) async throws -> Void
    ) -> ServerResponse {
        // X-Accel-Buffering: nginx in between must not wait for more.
        ServerResponse(
            fields: [
                "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-cache",
                "X-Accel-Buffering": "no",
            ],
            body: .stream(length: nil) { writer in
                writer.keepAlive(every: heartbeat, ServerSentEvent.keepAlive)
                try await produce(EventWriter(writer))
            })
    }
}

/// Writes the events of one stream.
package struct EventWriter: Sendable {
    private let writer: ResponseWriter

    init(_ writer: ResponseWriter) { self.writer = writer }

    /// Sends an event; suspends while the client does not keep up.
    /// - Throws: as `ResponseWriter.write`.
    package func send(_ event: ServerSentEvent) async throws {
        try await writer.write(event.encoded())
    }

    /// Sends an event of that type.
    package func send(_ event: String, id: String? = nil, data: [UInt8]) async throws {
        try await send(ServerSentEvent(event: event, id: id, bytes: data))
    }

    /// Sends an event whose data `produce` writes piece by piece; it must be one line.
    /// - Throws: as `ResponseWriter.write`, and what `produce` throws; the stream is of no use then.
    package func send(
        _ event: String, line produce: (ResponseWriter) async throws -> Void
    ) async throws {
        try await writer.withoutKeepAlive {
            try await writer.write(Array("event: \(event)\ndata: ".utf8))
            try await produce(writer)
            try await writer.write(Array("\n\n".utf8))
        }
    }
}
