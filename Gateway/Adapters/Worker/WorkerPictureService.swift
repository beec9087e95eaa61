import GatewayCore
import HTTPClient
import HTTPCore
import JSON
import Lifecycle
import Models
import Observability

/// The image workers over HTTP: one event stream an attempt, then the picture's bytes from where the stream says.
///
/// Every order has an attempt id. A worker never submits one id twice, so a connection that breaks is asked after,
/// never answered by a new submit.
package final class WorkerPictureService: PictureService {
    /// A worker sends a sign of life every 15 s; one that is silent for longer than this is asked after.
    private static let silence: Duration = .seconds(45)

    let client: HTTPClient
    let workers: WorkerDirectory
    let token: String?
    let time: any TimeSource
    let logger: Logger

    /// Speaks to those workers; `token` goes along where they ask for one.
    package init(client: HTTPClient, workers: WorkerDirectory, token: String?, time: any TimeSource, logger: Logger) {
        self.client = client
        self.workers = workers
        self.token = token
        self.time = time
        self.logger = logger
    }

    package func make(
        _ order: PictureOrder, for call: CallIdentity, heard: @Sendable (PictureNews) async throws -> Void
    ) async throws -> FinishedPicture {
        let attempt = call.attempt?.id ?? RequestID.make().text
        var lastFailure: (any Error)?
        let candidates = try await candidates(for: call)
        for worker in candidates.workers {
            do {
                let attempt = WorkerAttempt(service: self, worker: worker, id: attempt, order: order, call: call)
                return try await workers.carrying(worker) { try await attempt.run(heard) }
            } catch WorkerFailure.unreachable(let cause) {
                // It has the attempt, and nobody else may make it once more.
                if candidates.haveIt { throw GatewayError.outcomeUnknown(nil, cause: cause) }
                lastFailure = cause
                warn(worker, cause)
            }
        }
        // A worker that answered, if only that it takes no more, is told as it is.
        throw lastFailure as? GatewayError ?? GatewayError.workerUnavailable(cause: lastFailure)
    }

    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private func warn(_ worker: String, _ cause: any Error) {
        logger.warning("worker_unreachable", ["worker": .string(worker), "cause": .describing(cause)])
    }

    package func stream(
        _ picture: FinishedPicture, for call: CallIdentity, to write: @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        var request = self.request(.get, picture.worker + picture.path, call)
        request.idleTimeout = .seconds(30)
        request.readBufferBytes = 32 * 1024
        do {
            try await client.withResponse(request) { response in
                guard response.status.isSuccess else { throw GatewayError.workerUnavailable(cause: nil) }
                var remaining = picture.byteCount
                while let piece = try await response.nextChunk() {
                    remaining -= piece.count
                    guard remaining >= 0 else { throw WorkerFailure.wrongLength }
                    try await write(piece)
                }
                guard remaining == 0 else { throw WorkerFailure.wrongLength }
            }
        } catch let error as HTTPClientError {
            if case .cancelled = error { throw CancellationError() }
            throw GatewayError.workerUnavailable(cause: error)
        } catch let error as WorkerFailure {
            throw GatewayError.fault(cause: error)
        }
    }

    package func release(_ picture: FinishedPicture, for call: CallIdentity) async {
        guard let path = picture.path.attemptPath else { return }
        var request = request(.delete, picture.worker + path, call)
        request.deadline = .seconds(5)
        do {
            try await client.withResponse(request) { _ in }
        } catch {
            logger.debug("release_failed", ["worker": .string(picture.worker), "cause": .describing(error)])
        }
    }

    /// A request to a worker that carries who asks.
    func request(_ method: HTTPMethod, _ url: String, _ call: CallIdentity) -> ClientRequest {
        var request = ClientRequest(method, url)
        request.usesProxy = false
        request.idleTimeout = Self.silence
        request.fields["X-Request-Id"] = call.requestID
        request.fields["Accept-Language"] = call.language.rawValue
        if let trace = call.traceparent { request.fields["traceparent"] = trace }
        if let token { request.fields["Authorization"] = "Bearer \(token)" }
        return request
    }
}

extension String {
    /// `/api/attempts/{id}` of `/api/attempts/{id}/picture`.
    fileprivate var attemptPath: String? {
        hasSuffix("/picture") ? String(dropLast("/picture".count)) : nil
    }
}
