import HTTPClient
import HTTPCore
import ImageWorkerCore
import Lifecycle

/// An images API: sends one request for a picture and takes its answer, one document or an event stream, as the
/// service likes. An object, which all attempts share.
package final class ImagesService: PictureSubmitting {
    /// Builds the request for an order, without the parameters that are named.
    package typealias Requests =
        @Sendable (_ order: PictureOrder, _ leftOut: Set<String>) throws(GenerationError) -> ClientRequest

    private let client: HTTPClient
    private let time: any TimeSource
    private let fetcher: PictureFetcher
    private let decisions: ImagesDecisions
    private let requests: Requests

    /// The service behind that base URL, which may name pictures of its own origin.
    package init(_ baseURL: String, _ tools: ProviderTools, _ decisions: ImagesDecisions, requests: @escaping Requests)
    {
        (client, time, fetcher) = (tools.client, tools.time, tools.fetcher(for: baseURL))
        (self.decisions, self.requests) = (decisions, requests)
    }

    /// Sends it once. Unfinished pictures go to the journal; a stream that breaks is unknown.
    package func submit(_ order: PictureOrder, _ turn: SubmitTurn) async -> SubmitOutcome {
        let request: ClientRequest
        do {
            request = try await self.request(order, turn.leftOut)
        } catch {
            return .failed(error, .never)
        }
        do {
            return switch try await exchange(request, turn.journal) {
            case .whole(let answer): await answer.offLoop { decisions.submit($0) }
            case .streamed(let stream, let fields): decisions.submit(stream, fields)
            }
        } catch {
            return TransportFailure.ofSubmit(error)
        }
    }

    package func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture {
        try await fetcher.picture(source)
    }

    /// References are megabytes to be coded: the loop goes on meanwhile.
    private func request(
        _ order: PictureOrder, _ leftOut: Set<String>
    ) async throws(GenerationError) -> ClientRequest {
        guard !order.references.isEmpty else { return try requests(order, leftOut) }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { [requests] in
            Result { () throws(GenerationError) in try requests(order, leftOut) }
        }.get()
    }

    private enum Exchange: Sendable {
        case whole(ProviderAnswer)
        case streamed(ImagesStream, HTTPFields)
    }

    private func exchange(_ request: ClientRequest, _ journal: any AttemptJournal) async throws -> Exchange {
        try await client.withResponse(request) { response in
            if response.status == .ok, ProviderEvents.isStream(response.fields) {
                return .streamed(try await stream(response, journal), response.fields)
            }
            let body = try await response.collect(limit: PictureText.largest)
            return .whole(
                ProviderAnswer(
                    status: response.status.code, fields: response.fields, body: body, unixSeconds: time.unixSeconds))
        }
    }

    private nonisolated(nonsending) func stream(
        _ response: ClientResponse, _ journal: any AttemptJournal
    ) async throws -> ImagesStream {
        var stream = ImagesStream(decisions.readFault)
        do {
            try await ProviderEvents.read(response) { event in
                switch await Self.take(event, &stream) {
                case .goOn: return true
                case .partial(let index, let bytes):
                    if let picture = PictureHeader.read(bytes) { journal.partial(index, picture) }
                    return true
                case .end: return false
                }
            }
        } catch {
            // A picture that has come whole is kept, whatever became of the rest.
            guard stream.answer.picture != nil else { throw error }
        }
        return stream
    }

    /// Events that carry a picture are read on Swift's pool: the loop goes on.
    private nonisolated(nonsending) static func take(
        _ event: ServerSentEvent, _ stream: inout ImagesStream
    ) async -> ImagesStream.Step {
        let before = stream
        let (after, step) = await ProviderAnswer.offLoop(event.bytes.count) {
            var stream = before
            let step = stream.take(event)
            return (stream, step)
        }
        stream = after
        return step
    }
}
