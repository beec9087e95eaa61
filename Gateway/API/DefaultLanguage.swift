import HTTPServer
import Models

/// The operator's choice of language for clients that name none (`DEFAULT_LANGUAGE`).
package struct DefaultLanguage: Filter {
    private let language: Language

    /// Texts are in that language unless `Accept-Language` says otherwise.
    package init(_ language: Language) { self.language = language }

    package func before(_ request: inout ServerRequest, _ context: RequestContext) -> ServerResponse? {
        if request.fields["Accept-Language"] == nil { request.head.fields["Accept-Language"] = language.rawValue }
        return nil
    }
}
