import HTTPCore

extension ServerRequest {
    /// The body where JSON is wanted, at most `limit` bytes, without the byte order mark that it may begin with
    /// (RFC 8259, 8.1); offsets of faults count from behind the mark.
    ///
    /// The Content-Type need not say JSON, for `curl -d` says that it is a form. Only what cannot be JSON is refused.
    /// - Throws: `HTTPServerError.unsupportedMediaType` before anything is read, and as `RequestBody.collect`.
    package func jsonBody(limit: Int) async throws -> [UInt8] {
        guard !Self.isForeign(fields["Content-Type"] ?? "") else { throw HTTPServerError.unsupportedMediaType }
        let bytes = try await body.collect(limit: limit)
        return bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Whether the type's first part names pictures, sounds, films or parts.
    private static func isForeign(_ type: String) -> Bool {
        let kind = type.prefix { $0 != "/" }
        return ["multipart", "image", "audio", "video"].contains { HTTPFields.same($0, String(kind)) }
    }
}
