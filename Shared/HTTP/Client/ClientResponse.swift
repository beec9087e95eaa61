import HTTPCore

/// An answer whose head is here and whose body is on its way; useful only inside its `withResponse`.
package struct ClientResponse: Sendable {
    package let status: HTTPStatus
    package let version: HTTPVersion
    package let fields: HTTPFields
    /// The address that answered, after redirects.
    package let effectiveURL: String
    private let transfer: Transfer

    init(_ head: ResponseHead, _ transfer: Transfer) {
        status = head.status
        version = head.version
        fields = head.fields
        effectiveURL = transfer.url.text
        self.transfer = transfer
    }

    /// The next bytes of the body as they come, nil at its end. The peer is slowed down while nobody asks.
    ///
    /// One caller at a time. Throws `HTTPClientError` when the answer breaks off, after all that had come before.
    package nonisolated(nonsending) func nextChunk() async throws(HTTPClientError) -> [UInt8]? {
        try await transfer.nextChunk()
    }

    /// The rest of the body. Throws `HTTPClientError.bodyTooLarge` beyond `limit` bytes.
    package nonisolated(nonsending) func collect(limit: Int) async throws(HTTPClientError) -> [UInt8] {
        let declared = fields["content-length"].flatMap { Int($0) } ?? 0
        guard declared <= limit else { throw .bodyTooLarge(limit: limit) }
        return try await transfer.rest(limit: limit)
    }
}
