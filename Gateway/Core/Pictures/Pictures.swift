import Lifecycle
import Locks
import Models

/// Making one picture: the time limit, and what the client is told when the picture does not come.
package final class Pictures: Sendable {
    private let service: any PictureService
    private let assets: any AssetStore
    private let references: ReferenceAssets
    private let time: any TimeSource

    /// Contract, section 3: a single picture has 10 minutes, longer than the worker's 150 polls of 2 s.
    package static let singleLimit: Duration = .seconds(600)

    /// Works through the workers that `service` stands for; keeps in `assets` what is wanted as an address, and takes
    /// references from there, with their addresses by `links`.
    package init(
        service: any PictureService, assets: any AssetStore, links: AssetLinks? = nil, time: any TimeSource
    ) {
        self.service = service
        self.assets = assets
        references = ReferenceAssets(store: assets, links: links)
        self.time = time
    }

    /// Asks before anything is ordered in that format: throws where it could not be kept.
    /// - Throws: `GatewayError`.
    package func admit(_ format: ImageFormat) async throws {
        switch format {
        case .data: return
        case .url: do { try await assets.admit() } catch { throw GatewayError.notKept(nil, cause: error) }
        }
    }

    /// Waits for the picture at most `limit`, and stores it when its order wants an address. Cancelling tells
    /// `shuttingDown` with what was submitted, for a client that has left does not hear it.
    /// - Throws: `GatewayError`.
    package func make(
        _ order: PictureOrder, for call: CallIdentity, limit: Duration = singleLimit,
        heard: @escaping @Sendable (PictureNews) async throws -> Void = { _ in }
    ) async throws -> MadePicture {
        let charged = Locked<SubmittedPicture?>(nil)
        let picture: FinishedPicture
        do {
            picture = try await withDeadline(limit, time: time) { [service, references] in
                let order = order.hasReferences ? try await references.resolve(order) : order
                return try await service.make(order, for: call) { news in
                    charged.withLock { news.note(in: &$0) }
                    try await heard(news)
                }
            }
        } catch {
            throw Self.told(error, charged.withLock { $0 })
        }
        switch order.imageFormat {
        case .data: return .atWorker(picture)
        case .url: return .stored(picture, try await store(picture, for: call))
        }
    }

    /// Whatever breaks once the order has left, the answer names the task: it may have been charged.
    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private static func told(_ error: any Error, _ charged: SubmittedPicture?) -> GatewayError {
        switch error {
        case is DeadlineExceeded: .generationTimeout(charged)
        case is CancellationError: .shuttingDown(charged)
        case GatewayError.outcomeUnknown(nil, let cause): .outcomeUnknown(charged, cause: cause)
        case let known as GatewayError: known
        default: charged.map { .outcomeUnknown($0, cause: error) } ?? .fault(cause: error)
        }
    }

    /// The providers that can be chosen by a model's name.
    /// - Throws: `GatewayError`.
    package func models(for call: CallIdentity) async throws -> PictureModels { try await service.models(for: call) }

    /// Streams the picture from its worker into the store. Once it is durable the worker may forget it, unless a
    /// repetition of the request could join the attempt: then only when the client has its answer.
    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private func store(_ picture: FinishedPicture, for call: CallIdentity) async throws -> AssetID {
        do {
            let asset = try await assets.put { sink in try await service.stream(picture, for: call, to: sink) }
            guard picture.sha256.isEmpty || picture.sha256 == asset.id.text else { throw OtherBytes() }
            await release([picture], for: call)
            return asset.id
        } catch is CancellationError {
            throw GatewayError.shuttingDown(picture.submitted)
        } catch {
            throw GatewayError.notKept(picture.submitted, cause: error)
        }
    }

    /// What came is not what the worker has told of; it still has the picture.
    private struct OtherBytes: Error {}

    /// Hands over the bytes; the worker keeps them until `release`.
    /// - Throws: `GatewayError`, and whatever `write` throws.
    package func stream(
        _ picture: FinishedPicture, for call: CallIdentity, to write: @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        try await service.stream(picture, for: call, to: write)
    }

    /// Lets the worker forget pictures that the client has got; not those that a repetition of the request could ask
    /// for, for nobody knows what has arrived: they make room at the worker once it needs some.
    package func release(_ pictures: [FinishedPicture], for call: CallIdentity) async {
        guard call.attempt == nil else { return }
        // Not a child of the request's task, for a client that has got everything may leave at once, which cancels it.
        await Task {
            for picture in pictures { await service.release(picture, for: call) }
        }.value
    }
}

extension PictureNews {
    /// Keeps which picture may have been charged, as far as is known after this.
    fileprivate func note(in charged: inout SubmittedPicture?) {
        switch self {
        case .submitting(let picture), .submitted(let picture): charged = picture
        case .waiting: charged = nil
        case .partial: break
        }
    }
}
