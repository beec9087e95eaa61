import Decisions
import HTTPClient
import HTTPCore
import ImageWorkerCore
import JSON
import Lifecycle

/// A provider's whole answer, as it came.
package struct ProviderAnswer: Sendable {
    package let status: Int
    package let fields: HTTPFields
    package let body: [UInt8]
    /// What `Retry-After` asks for.
    package let retryAfter: Duration?

    /// An answer of those parts, received at that time.
    package init(status: Int, fields: HTTPFields, body: [UInt8], unixSeconds: Double) {
        self.status = status
        self.fields = fields
        self.body = body
        retryAfter = RetryAfter.read(fields, now: unixSeconds)
    }

    /// The body as JSON; nil when it is none, and for one so large that it must hold a picture and is read by spans.
    package var json: JSONValue? { body.count <= Self.smallBody ? try? JSONValue.parse(body) : nil }

    /// Bytes up to which reading an answer takes less than half a millisecond.
    package static let smallBody = 256 << 10

    /// Sends the request and takes the whole answer; throws what the client throws.
    package static func of(
        _ request: ClientRequest, by client: HTTPClient, time: any TimeSource
    ) async throws -> ProviderAnswer {
        let limit = request.maxResponseBytes ?? smallBody
        return try await client.withResponse(request) { response in
            ProviderAnswer(
                status: response.status.code, fields: response.fields,
                body: try await response.collect(limit: limit), unixSeconds: time.unixSeconds)
        }
    }

    /// Runs `read` where it is asked, but for an answer that may carry a picture on Swift's pool: the loop goes on.
    package func offLoop<Result: Sendable>(_ read: @Sendable (ProviderAnswer) -> Result) async -> Result {
        await Self.offLoop(body.count) { read(self) }
    }

    /// Runs `read` where it is asked, but for that many bytes on Swift's pool if they may carry a picture.
    package static func offLoop<Result: Sendable>(_ bytes: Int, _ read: @Sendable () -> Result) async -> Result {
        guard bytes > smallBody else { return read() }
        return await withTaskExecutorPreference(globalConcurrentExecutor) { read() }
    }
}
