import HTTPServer
import JSON
import Locks

/// An image worker as the gateway knows it, whose one picture is of any size and is never held whole.
final class BigPictureWorker: Sendable {
    private let size: Int
    private let freed = Locked(0)

    /// Bytes of the picture.
    init(size: Int) { self.size = size }

    /// Times that the gateway has said that the picture need not be kept.
    var releases: Int { freed.withLock { $0 } }

    var handler: Handler {
        var router = Router()
        router.post("/api/generate-image") { [size] _, _ in
            .eventStream { writer in
                let told: JSONObject = ["provider": "big", "taskId": "big_1", "providerTaskId": "1"]
                try await writer.send("submitted", data: JSONValue.object(told).bytes())
                var image = told
                image["type"] = "image/png"
                image["bytes"] = .int(size)
                image["url"] = "/api/attempts/big/picture"
                try await writer.send("image", data: JSONValue.object(image).bytes())
            }
        }
        router.get("/api/attempts/{id}/picture") { [size] _, _ in
            ServerResponse(
                fields: ["Content-Type": "image/png"],
                body: .stream(length: size) { writer in
                    var piece: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
                    var left = size
                    while left > 0 {
                        let count = min(left, piece.count)
                        try await writer.write(count == piece.count ? piece : Array(piece[..<count]))
                        left -= count
                        piece = [UInt8](repeating: UInt8(truncatingIfNeeded: left >> 16), count: 64 << 10)
                    }
                })
        }
        router.delete("/api/attempts/{id}") { [freed] _, _ in
            freed.withLock { $0 += 1 }
            return ServerResponse(status: .init(204))
        }
        return router.handler
    }
}
