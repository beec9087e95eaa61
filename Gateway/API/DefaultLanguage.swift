import HTTPServer
import Models

/// The operator's choice of language for clients that name none (`DEFAULT_LANGUAGE`).
package struct DefaultLanguage: Middleware {
    private let language: Language

    /// Texts are in that language unless `Accept-Language` says otherwise.
    package init(_ language: Language) { self.language = language }

    package func handle(
        _ request: ServerRequest, _ context: RequestContext, next: Handler
    ) async throws -> ServerResponse {
        guard request.fields["Accept-Language"] == nil else { return try await next(request, context) }
        var named = request
        named.head.fields["Accept-Language"] = language.rawValue
        return try await next(named, context)
    }
}
