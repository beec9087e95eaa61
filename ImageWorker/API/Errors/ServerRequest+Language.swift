import HTTPCore
import HTTPServer
import Models

extension ServerRequest {
    /// Chinese, unless the caller prefers English.
    var language: Language { AcceptLanguage.prefersEnglish(fields) ? .english : .chinese }
}
