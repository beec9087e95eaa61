import HTTPCore
import HTTPServer
import ImageWorkerCore

/// A kept picture, whole or in part (RFC 9110 section 14).
struct RangedPicture: Sendable {
    private let picture: Picture
    private let tag: String

    init(_ picture: Picture, tag: String) {
        self.picture = picture
        self.tag = tag
    }

    /// The answer; `delivered` is called once a client has taken the whole picture.
    func response(
        to fields: HTTPFields, delivered: @escaping @Sendable () async -> Void = {}
    ) -> ServerResponse {
        let size = picture.bytes.count
        switch ByteRange(fields, tag: tag, size: size) {
        case .whole: return whole(delivered)
        case .part(let range):
            return answer(HTTPStatus(206), .bytes(Array(picture.bytes[range])))
                .with("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
        case .unsatisfiable:
            return ServerResponse(status: HTTPStatus(416), fields: ["Content-Range": "bytes */\(size)"])
        }
    }

    private func whole(_ delivered: @escaping @Sendable () async -> Void) -> ServerResponse {
        let bytes = picture.bytes
        let body = ResponseBody.stream(length: bytes.count) { writer in
            try await writer.write(bytes)
            // Suspends until the client has taken nearly all: one that leaves before has not got its picture.
            try await writer.write([])
            await delivered()
        }
        return answer(.ok, body)
    }

    private func answer(_ status: HTTPStatus, _ body: ResponseBody) -> ServerResponse {
        ServerResponse(
            status: status,
            fields: [
                "Content-Type": picture.type.mediaType, "ETag": tag, "Accept-Ranges": "bytes",
                "Cache-Control": "private, immutable",
            ],
            body: body)
    }
}
