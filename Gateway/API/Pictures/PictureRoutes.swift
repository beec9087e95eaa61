import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Models

/// One picture: `POST /api/generate-image-python`, also as `/api/generate-image`.
struct PictureRoutes {
    let pictures: Pictures
    let limits: BodyLimits

    /// Waits for the picture and streams it inside the envelope.
    func create(_ request: ServerRequest, _ context: RequestContext) async throws -> ServerResponse {
        let order = try await request.decoded(limit: limits.json) { try PictureOrder(request: $0) }
        let call = CallIdentity(request, context)
        return answer(try await pictures.make(order, for: call), to: order, for: call)
    }

    // Not inlined: what it needs for a moment would lie in the frame of every waiting request.
    @inline(never)
    private func answer(_ picture: FinishedPicture, to order: PictureOrder, for call: CallIdentity) -> ServerResponse {
        let envelope = PictureEnvelope(picture, order: order)
        return .json(length: envelope.length(with: picture)) { writer in
            try await pictures.write(picture, into: PictureSink(envelope, writer), for: call)
            try await pictures.release([picture], after: writer, for: call)
        }
    }
}

/// How much a client may send.
package struct BodyLimits: Sendable {
    /// Bytes of a JSON body.
    package var json: Int

    /// Limits of that size.
    package init(json: Int) { self.json = json }
}
