import Lifecycle
import Locks
import Models

/// Making one picture: the time limit, and what the client is told when the picture does not come.
package final class Pictures: Sendable {
    private let service: any PictureService
    private let time: any TimeSource

    /// Contract, section 3: a single picture has 10 minutes, longer than the worker's 150 polls of 2 s.
    package static let singleLimit: Duration = .seconds(600)

    /// Works through the workers that `service` stands for.
    package init(service: any PictureService, time: any TimeSource) {
        self.service = service
        self.time = time
    }

    /// Waits for the picture at most `limit`. Cancelling tells `shuttingDown` with what was submitted, for a client
    /// that has left does not hear it.
    /// - Throws: `GatewayError`.
    package func make(
        _ order: PictureOrder, for call: CallIdentity, limit: Duration = singleLimit,
        heard: @escaping @Sendable (PictureNews) async throws -> Void = { _ in }
    ) async throws -> FinishedPicture {
        let accepted = Locked<SubmittedPicture?>(nil)
        do {
            return try await withDeadline(limit, time: time) { [service] in
                try await service.make(order, for: call) { news in
                    if case .submitted(let picture) = news { accepted.withLock { $0 = picture } }
                    try await heard(news)
                }
            }
        } catch {
            throw Self.told(error, accepted.withLock { $0 })
        }
    }

    /// Whatever breaks after the submit, the answer names the task: it may have been charged.
    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private static func told(_ error: any Error, _ accepted: SubmittedPicture?) -> GatewayError {
        switch error {
        case is DeadlineExceeded: .generationTimeout(accepted)
        case is CancellationError: .shuttingDown(accepted)
        case GatewayError.outcomeUnknown(nil, let cause): .outcomeUnknown(accepted, cause: cause)
        case let known as GatewayError: known
        default: accepted.map { .outcomeUnknown($0, cause: error) } ?? .fault(cause: error)
        }
    }

    /// The providers that can be chosen by a model's name.
    /// - Throws: `GatewayError`.
    package func models(for call: CallIdentity) async throws -> PictureModels { try await service.models(for: call) }

    /// Hands over the bytes; the worker keeps them until `release`.
    /// - Throws: `GatewayError`, and whatever `write` throws.
    package func stream(
        _ picture: FinishedPicture, for call: CallIdentity, to write: @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        try await service.stream(picture, for: call, to: write)
    }

    /// Lets the worker forget pictures that the client has got.
    package func release(_ pictures: [FinishedPicture], for call: CallIdentity) async {
        // Not a child of the request's task, for a client that has got everything may leave at once, which cancels it.
        await Task {
            for picture in pictures { await service.release(picture, for: call) }
        }.value
    }
}
