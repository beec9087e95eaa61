import EventLoop
import HTTPClient
import HTTPCore
import Testing

/// Runs `body` on a loop of its own with a client; both are gone when this returns.
func withClient(
    _ settings: HTTPClientSettings = HTTPClientSettings(), _ body: @escaping @Sendable (HTTPClient) async throws -> Void
) async throws {
    let loop = try EventLoop(name: "client-test")
    loop.start()
    let client = try HTTPClient(loop: loop, settings: settings)
    let result: Result<Void, any Error> = await withTaskExecutorPreference(loop) {
        do {
            try await body(client)
            return .success(())
        } catch {
            return .failure(error)
        }
    }
    await client.shutdown()
    loop.stop()
    try result.get()
}

extension HTTPClient {
    /// Status and whole body.
    func fetch(_ request: ClientRequest, limit: Int = 16 << 20) async throws -> (status: Int, body: [UInt8]) {
        try await withResponse(request) { ($0.status.code, try await $0.collect(limit: limit)) }
    }

    /// The body as text.
    func text(_ request: ClientRequest) async throws -> String {
        String(decoding: try await fetch(request).body, as: UTF8.self)
    }

    /// The failure of a request that must fail.
    func failure(of request: ClientRequest, sourceLocation: SourceLocation = #_sourceLocation) async -> HTTPClientError?
    {
        await #expect(throws: HTTPClientError.self, sourceLocation: sourceLocation) {
            _ = try await self.fetch(request)
        }
    }
}

/// A 200 with a length and no connection left open by a test's mistake.
let emptyAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
