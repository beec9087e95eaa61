import GatewayCore
import HTTPCore
import HTTPServer
import Lifecycle
import Models

/// Many pictures: `POST /api/generate-all-images`, as one JSON answer or as events while they come.
struct BatchRoutes {
    let batches: Batches
    let pictures: Pictures
    let links: AssetLinks
    let limits: BodyLimits
    let defaultConcurrency: Int
    let time: any TimeSource

    /// Chooses the form by `Accept`.
    func create(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let order = try await request.decoded(limit: limits.json) { record in
            try BatchRequest(record, defaultConcurrency: defaultConcurrency).order
        }
        let delivery = try await PictureDelivery(
            order.imageFormat, of: pictures, links, for: request, CallIdentity(request, context))
        return request.wantsEventStream ? events(order, delivery) : try await answer(order, delivery)
    }

    /// Waits for all; the workers hold the pictures until their turn in the answer comes, and keep those of a batch
    /// whose client has left: they are paid for.
    private func answer(_ order: BatchOrder, _ delivery: PictureDelivery) async throws -> ServerResponse {
        var collected = BatchAnswer(count: order.items.count)
        let stats = try await batches.run(order, for: delivery.call) { try collected.add($0) }
        let answer = collected
        return .json(length: nil) { writer in
            try await answer.write(stats, delivery, to: writer)
        }
    }

    private func events(_ order: BatchOrder, _ delivery: PictureDelivery) -> ServerResponse {
        .eventStream { writer in
            let events = BatchEvents(writer: writer, delivery: delivery, time: time)
            do {
                var interrupted: SubmittedPicture?
                let stats = try await batches.run(order, for: delivery.call) { result in
                    interrupted = interrupted ?? result.interrupted
                    try await events.send(result)
                }
                // At the end of a drain each frame has told what is known of it; a client that has left hears nothing.
                guard !Task.isCancelled else { return try await events.fail(.shuttingDown(interrupted)) }
                try await events.finish(stats)
            } catch let error as GatewayError {
                try await events.fail(error)
            }
        }
    }
}
