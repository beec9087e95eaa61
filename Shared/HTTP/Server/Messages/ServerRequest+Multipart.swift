import HTTPCore

extension ServerRequest {
    /// The form that the body holds, read as it arrives, in memory up to `limits.total`.
    /// - Throws: `MultipartError`: 415 for a body that is said to be no form, 413 for one that is declared or becomes too
    ///   large, 400 for what is malformed; the first two before anything is read if the head tells. And what
    ///   `RequestBody.nextChunk` throws.
    package func multipartForm(limits: MultipartLimits) async throws -> MultipartForm {
        let boundary = try MultipartBoundary(fields)
        if let declared = body.declaredLength, declared > limits.total {
            throw MultipartError(.formTooLarge, limits: limits)
        }
        var reader = MultipartFormReader(boundary: boundary, limits: limits)
        while let piece = try await body.nextChunk() { try reader.append(piece) }
        return try reader.finish()
    }
}
