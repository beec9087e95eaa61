import GatewayCore
import HTTPClient
import HTTPCore
import JSON
import Lifecycle
import Models

/// One attempt on one worker: the order goes out once; when the connection breaks, the worker is asked after it.
///
/// An object, so that each of its functions keeps one word of it while it waits.
final class WorkerAttempt: Sendable {
    let service: WorkerPictureService
    let worker: String
    let id: String
    let order: PictureOrder
    let call: CallIdentity

    init(service: WorkerPictureService, worker: String, id: String, order: PictureOrder, call: CallIdentity) {
        self.service = service
        self.worker = worker
        self.id = id
        self.order = order
        self.call = call
    }

    /// Times that a broken connection is asked after, a second apart: a worker that restarts needs some.
    private static let questions = 5
    /// An error answer's bytes.
    private static let longestError = 64 * 1024

    /// Bytes of one read: a few small events come in minutes, and thousands of pictures may be waited for.
    private static let readBuffer = 1024

    /// An event's bytes: it names a picture and holds none, but for those on the way.
    private var longestEvent: Int { order.wishes.partialImages ?? 0 > 0 ? 32 << 20 : 256 << 10 }

    /// Waits for the picture.
    /// - Throws: `GatewayError`; `WorkerFailure.unreachable` when nothing has left.
    func run(_ heard: @Sendable (PictureNews) async throws -> Void) async throws -> FinishedPicture {
        do {
            return try await listen(heard)
        } catch let failure as WorkerFailure {
            guard case .unreachable = failure else { return try await askAfter(failure, heard) }
            throw failure
        }
    }

    /// Sends the order, or joins the attempt if the worker has it already, and reads its events to the end.
    private func listen(
        _ heard: @Sendable (PictureNews) async throws -> Void
    ) async throws -> FinishedPicture {
        do {
            return try await service.client.withResponse(try request()) { response in
                guard response.status.isSuccess else { throw try await refusal(response) }
                return try await follow(response, heard)
            }
        } catch let error as HTTPClientError {
            throw WorkerFailure.of(error)
        }
    }

    // Not inlined, as `next`: what they need for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private func request() throws -> ClientRequest {
        let (path, contentType, body) = try order.workerCall(attemptID: id)
        var request = service.request(.post, worker + path, call)
        request.readBufferBytes = order.wishes.partialImages ?? 0 > 0 ? nil : Self.readBuffer
        request.fields["Accept"] = "text/event-stream"
        request.fields["Content-Type"] = contentType
        request.body = .bytes(body)
        return request
    }

    /// Why the worker took no order. Where it does not know us, that is no fault of the client's: another may.
    private func refusal(_ response: ClientResponse) async throws -> any Error {
        let body = try ErrorBody(workerAnswer: try await response.collect(limit: Self.longestError))
        switch body.errorCode {
        case .unauthorized, .forbidden, .notFound, .methodNotAllowed:
            return WorkerFailure.unreachable(WorkerFailure.malformed("it refuses the gateway: \(body.errorCode)"))
        case .shuttingDown, .overloaded:
            return body.details?.taskId == nil
                ? WorkerFailure.unreachable(GatewayError.worker(body)) : GatewayError.worker(body)
        default: return GatewayError.worker(body)
        }
    }

    private func follow(
        _ response: ClientResponse, _ heard: @Sendable (PictureNews) async throws -> Void
    ) async throws -> FinishedPicture {
        var parser = SSEParser(limit: longestEvent)
        while let chunk = try await response.nextChunk() {
            parser.append(chunk)
            while let event = try next(&parser) {
                switch event {
                case .submitting(let picture): try await heard(.submitting(picture))
                case .waiting: try await heard(.waiting)
                case .submitted(let picture): try await heard(.submitted(picture))
                case .partial(let picture): try await heard(.partial(picture))
                case .progress: continue
                case .image(let picture): return picture
                case .failed(let body): throw GatewayError.worker(body)
                }
            }
        }
        throw WorkerFailure.endedEarly
    }

    @inline(never)
    private func next(_ parser: inout SSEParser) throws -> WorkerEvent? {
        let event: ServerSentEvent?
        do { event = try parser.next() } catch { throw WorkerFailure.malformed("an event over \(error.limit) bytes") }
        return try event.map { try WorkerEvent($0, worker: worker, taskID: call.requestID) }
    }

    /// The order may have arrived: whoever has it tells what became of it, and nothing is submitted again.
    private func askAfter(
        _ failure: WorkerFailure, _ heard: @Sendable (PictureNews) async throws -> Void
    ) async throws -> FinishedPicture {
        service.logger.warning("worker_connection_broke", ["attempt": .string(id), "cause": .describing(failure)])
        for _ in 0..<Self.questions {
            try await service.time.sleep(for: .seconds(1))
            switch try await isKnown() {
            case .unreachable: continue
            case .unknown: throw GatewayError.outcomeUnknown(nil, cause: failure)
            case .known:
                if let picture = try await rejoin(heard) { return picture }
            }
        }
        throw GatewayError.outcomeUnknown(nil, cause: failure)
    }

    private enum Knowledge: Sendable { case known, unknown, unreachable }

    private func isKnown() async throws -> Knowledge {
        var request = service.request(.get, worker + "/api/attempts/" + id, call)
        request.deadline = .seconds(5)
        do {
            return try await service.client.withResponse(request) { response in
                switch response.status.code {
                case 200: .known
                case 404: .unknown
                default: .unreachable
                }
            }
        } catch let error as HTTPClientError {
            if case .cancelled = error { throw CancellationError() }
            return .unreachable
        }
    }

    /// The worker knows the attempt, so the same order only joins it; nil when the connection broke once more.
    private func rejoin(
        _ heard: @Sendable (PictureNews) async throws -> Void
    ) async throws -> FinishedPicture? {
        do { return try await listen(heard) } catch is WorkerFailure { return nil }
    }
}
