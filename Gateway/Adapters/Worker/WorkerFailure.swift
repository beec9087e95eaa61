import HTTPClient

/// What goes wrong between a gateway and a worker, before it is said in the contract's words.
enum WorkerFailure: Error {
    /// Nothing of the order has left: another worker may be asked.
    case unreachable(any Error)
    /// The connection broke when the order may have arrived.
    case broken(any Error)
    /// The stream ended without a result.
    case endedEarly
    /// An event or answer that is not what the contract says.
    case malformed(String)
    /// The picture has another length than was told.
    case wrongLength

    /// What a failed exchange means for an order; a cancelled one stays a cancellation.
    static func of(_ error: HTTPClientError) -> any Error {
        if case .cancelled = error { return CancellationError() }
        return error.requestWasSent == .no ? WorkerFailure.unreachable(error) : WorkerFailure.broken(error)
    }
}
