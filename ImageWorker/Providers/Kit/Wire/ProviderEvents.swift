import HTTPClient
import HTTPCore

/// Reads an answer of type `text/event-stream`, event by event as they come.
package enum ProviderEvents {
    /// Whether those are the fields of such an answer.
    package static func isStream(_ fields: HTTPFields) -> Bool {
        fields["Content-Type"].flatMap { MediaType($0) }?.name == "text/event-stream"
    }

    /// Hands each event to `take` until that returns false or the stream ends. Throws what the client throws, and
    /// `SSETooLargeError` for an event of more than `limit` bytes.
    package nonisolated(nonsending) static func read(
        _ response: ClientResponse, limit: Int = PictureText.largest,
        _ take: nonisolated(nonsending) (ServerSentEvent) async -> Bool
    ) async throws {
        var parser = SSEParser(limit: limit)
        while let chunk = try await response.nextChunk() {
            parser.append(chunk)
            while let event = try parser.next() {
                guard await take(event) else { return }
            }
        }
    }
}
