import HTTPServer
import Signing

/// What makes a repeated request the same as the one before: route, caller and content.
enum ImageFingerprint {
    /// Of a request whose body is one piece.
    static func of(_ request: ServerRequest, _ body: [UInt8]) -> String {
        of(request, parts: [body])
    }

    /// Of a form: its boundary changes with each try, its parts do not.
    static func of(_ request: ServerRequest, parts: [[UInt8]]) -> String {
        let caller = Digest.sha256(Array((request.fields["Authorization"] ?? "").utf8))
        let head = Array("\(request.head.method.name) \(request.head.path)\n".utf8)
        let hashes = parts.map { Digest.sha256($0) }
        return Hex.text(Digest.sha256(head + caller + hashes.joined()))
    }

    /// Whether OpenAI's client library sends this request again by itself.
    static func isRepeated(_ request: ServerRequest) -> Bool {
        (request.fields["x-stainless-retry-count"].flatMap { Int($0) } ?? 0) > 0
    }
}
