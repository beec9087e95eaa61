import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Models

/// One picture: `POST /api/generate-image-python`, also as `/api/generate-image`.
struct PictureRoutes {
    let pictures: Pictures
    let links: AssetLinks
    let limits: BodyLimits

    /// Waits for the picture and streams it inside the envelope, or names its address.
    func create(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let order = try await request.decoded(limit: limits.json) { try PictureOrder(request: $0) }
        let call = CallIdentity(request, context)
        let delivery = try await PictureDelivery(order.imageFormat, of: pictures, links, for: request, call)
        return answer(try await pictures.make(order, for: call), to: order, delivery)
    }

    // Not inlined: what it needs for a moment would lie in the frame of every waiting request.
    @inline(never)
    private func answer(_ made: MadePicture, to order: PictureOrder, _ delivery: PictureDelivery) -> ServerResponse {
        let envelope = PictureEnvelope(made.facts, order: order, url: delivery.url(of: made))
        switch made {
        case .stored: return .json(envelope.whole)
        case .atWorker(let picture):
            return .json(length: envelope.length(with: picture)) { writer in
                try await pictures.write(picture, into: PictureSink(envelope, writer), for: delivery.call)
                try await pictures.release([picture], after: writer, for: delivery.call)
            }
        }
    }
}

/// How much a client may send.
package struct BodyLimits: Sendable {
    /// Bytes of a JSON body.
    package var json: Int
    /// Of a form and of each of its files.
    package var form: MultipartLimits

    /// Limits of that size.
    package init(json: Int, form: MultipartLimits = MultipartLimits()) {
        self.json = json
        self.form = form
    }
}
