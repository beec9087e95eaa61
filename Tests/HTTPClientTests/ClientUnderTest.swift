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
    func fetch(_ request: ClientRequest, limit: Int = 16 << 20) async throws -> Answer {
        try await withResponse(request) { Answer(status: $0.status.code, body: try await $0.collect(limit: limit)) }
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

    /// The failure of a request, nil if it succeeds.
    func outcome(of request: ClientRequest) async -> HTTPClientError? {
        do {
            _ = try await fetch(request)
            return nil
        } catch {
            return error as? HTTPClientError
        }
    }
}

/// What a test found in place of what it expects.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A whole answer.
struct Answer: Equatable {
    let status: Int
    let body: [UInt8]
}

/// `#expect` with the `try` outside: a closure whose only `try` stands inside the macro is not taken for a throwing one.
func expectEqual<Value: Equatable>(
    _ got: Value, _ wanted: Value, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(got == wanted, sourceLocation: sourceLocation)
}
