import GatewayCore
import HTTPClient
import HTTPCore
import JSON

/// What workers are asked besides pictures.
extension WorkerPictureService {
    /// Who may be asked for a picture.
    struct Candidates {
        /// In order.
        let workers: [String]
        /// Whether it is one that has the attempt already.
        let haveIt: Bool
    }

    /// All workers, the least busy first. An attempt that may have been begun is asked for only where it is; where one of
    /// them cannot be asked, it may be there.
    /// - Throws: `GatewayError.outcomeUnknown` then.
    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    func candidates(for call: CallIdentity) async throws -> Candidates {
        let all = workers.byLoad()
        guard let attempt = call.attempt, attempt.isRepeated else { return Candidates(workers: all, haveIt: false) }
        var silent: (any Error)?
        for worker in all {
            do {
                if try await knows(attempt.id, worker, call) { return Candidates(workers: [worker], haveIt: true) }
            } catch {
                silent = error
            }
        }
        if let silent { throw GatewayError.outcomeUnknown(nil, cause: silent) }
        return Candidates(workers: all, haveIt: false)
    }

    /// - Throws: when the worker does not say.
    // Not inlined: what it needs for a moment would lie in the frame of every waiting picture.
    @inline(never)
    private func knows(_ attempt: String, _ worker: String, _ call: CallIdentity) async throws -> Bool {
        var request = request(.get, worker + "/api/attempts/" + attempt, call)
        request.deadline = .seconds(5)
        return try await client.withResponse(request) { response in
            switch response.status.code {
            case 200: true
            case 404: false
            default: throw WorkerFailure.malformed("HTTP \(response.status.code) to a question after an attempt")
            }
        }
    }

    package func models(for call: CallIdentity) async throws -> PictureModels {
        var lastFailure: (any Error)?
        for worker in workers.byLoad() {
            do {
                return try await models(of: worker, call)
            } catch let error as HTTPClientError {
                if case .cancelled = error { throw CancellationError() }
                lastFailure = error
            } catch {
                lastFailure = error
            }
        }
        throw GatewayError.workerUnavailable(cause: lastFailure)
    }

    private func models(of worker: String, _ call: CallIdentity) async throws -> PictureModels {
        var request = request(.get, worker + "/", call)
        request.deadline = .seconds(5)
        return try await client.withResponse(request) { response in
            let body = try JSONValue.parse(try await response.collect(limit: 64 * 1024))
            guard response.status == .ok, let providers = body["providers"]?.array else {
                throw WorkerFailure.malformed("GET / names no providers")
            }
            let models = body["models"]?.array ?? []
            return PictureModels(
                providers.compactMap(\.string).map { provider in
                    let model = models.first { $0["provider"]?.string == provider }?["model"]?.string
                    return PictureModels.Entry(provider: provider, model: model)
                })
        }
    }
}
