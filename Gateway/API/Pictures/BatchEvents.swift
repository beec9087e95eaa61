import GatewayCore
import HTTPServer
import JSON
import Lifecycle
import Models

/// A batch as server-sent events: `result` for each frame as it comes, then `done` with the figures, or `error`, also
/// when the process ends before the batch has.
struct BatchEvents: Sendable {
    let writer: EventWriter
    let delivery: PictureDelivery
    let time: any TimeSource

    /// One frame's result; its picture is streamed into the event's data, which is one line.
    func send(_ result: BatchResult) async throws {
        var delivered: FinishedPicture?
        try await writer.send("result") { writer in
            delivered = try await BatchAnswer.write(result, delivery, to: writer)
        }
        // Kept for a client that has left meanwhile: it may have cost money.
        guard let delivered, !Task.isCancelled else { return }
        await delivery.pictures.release([delivered], for: delivery.call)
    }

    /// The figures, at the end.
    func finish(_ stats: BatchStats) async throws {
        try await writer.send("done", data: (["success": true, "stats": stats.json] as JSONValue).bytes())
    }

    /// The batch failed as a whole.
    func fail(_ error: GatewayError) async throws {
        let call = delivery.call
        let body = ErrorBody(error, call.language, requestID: call.requestID, at: time)
        try await writer.send("error", json: body)
    }
}

extension BatchResult {
    /// The picture that was at a provider when the request ended; nil where there is none, or it is not known.
    var interrupted: SubmittedPicture? {
        guard case .failure(.shuttingDown(let picture)) = outcome else { return nil }
        return picture
    }
}
