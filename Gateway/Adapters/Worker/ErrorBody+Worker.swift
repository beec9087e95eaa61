import FoundationEssentials
import Models

extension ErrorBody {
    /// A worker's failed answer or `error` event.
    /// - Throws: `WorkerFailure.malformed` when it is none.
    init(workerAnswer bytes: [UInt8]) throws {
        do {
            self = try JSONDecoder().decode(ErrorBody.self, from: Data(bytes))
        } catch {
            throw WorkerFailure.malformed("an error answer that is none of the contract's")
        }
    }
}
