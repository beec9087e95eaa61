import GatewayCore
import HTTPClient
import HTTPCore
import JSON

/// What workers are asked besides pictures.
extension WorkerPictureService {
    /// The workers to ask, in order: for an attempt that may have been begun the one that knows it comes first.
    func candidates(for call: CallIdentity) async -> [String] {
        let all = workers.byLoad()
        guard let attempt = call.attempt, attempt.isRepeated, all.count > 1 else { return all }
        for worker in all where await knows(attempt.id, worker, call) {
            return [worker] + all.filter { $0 != worker }
        }
        return all
    }

    private func knows(_ attempt: String, _ worker: String, _ call: CallIdentity) async -> Bool {
        var request = request(.get, worker + "/api/attempts/" + attempt, call)
        request.deadline = .seconds(5)
        return (try? await client.withResponse(request) { $0.status == .ok }) ?? false
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
