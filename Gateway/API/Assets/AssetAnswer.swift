import GatewayCore
import HTTPCore
import HTTPServer

/// The answer with a file in it: conditions, then the range (RFC 9110 sections 13.2.2 and 14).
struct AssetAnswer {
    private let open: any OpenAsset
    private let isPrivate: Bool
    private let tag: String

    init(_ open: any OpenAsset, isPrivate: Bool) {
        self.open = open
        self.isPrivate = isPrivate
        tag = "\"\(open.asset.id)\""
    }

    func response(to request: ServerRequest) -> ServerResponse {
        let size = open.asset.byteCount
        let known = request.fields.values("If-None-Match")
        if known.contains(where: { EntityTag.isListed(tag, in: $0) }) { return answer(HTTPStatus(304), .empty) }
        // A range is asked of GET alone (section 14.2).
        let asked: ByteRange = request.method == .get ? ByteRange(request.fields, tag: tag, size: size) : .whole
        switch asked {
        case .whole: return answer(.ok, bytes(0..<size))
        case .part(let range):
            return answer(HTTPStatus(206), bytes(range))
                .with("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
        case .unsatisfiable:
            return ServerResponse(status: HTTPStatus(416), fields: ["Content-Range": "bytes */\(size)"])
        }
    }

    private func bytes(_ range: Range<Int>) -> ResponseBody {
        .stream(length: range.count) { [open] writer in try await open.read(range) { try await writer.write($0) } }
    }

    private func answer(_ status: HTTPStatus, _ body: ResponseBody) -> ServerResponse {
        ServerResponse(
            status: status,
            fields: [
                "Content-Type": open.asset.type.mediaType, "ETag": tag, "Accept-Ranges": "bytes",
                "Cache-Control": "\(isPrivate ? "private" : "public"), max-age=31536000, immutable",
                "X-Content-Type-Options": "nosniff",
            ],
            body: body)
    }
}
