import FoundationEssentials
import HTTPCore
import Models
import Observability

/// What a client reads of a form that was refused, in the contract's error body (section 1).
extension MultipartError: HTTPResponseError {
    /// The stable code that goes with the fault.
    package var code: ErrorCode {
        switch fault.status {
        case .payloadTooLarge: .payloadTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        default: .invalidRequest
        }
    }

    /// The sentence for a person: at which part, and what is wrong.
    package var text: LocalizedText {
        let sentence = fault.text(limit: limit ?? 0)
        guard let part else { return sentence }
        let name = field.map { (zh: "（\($0)）", en: " (\($0))") } ?? (zh: "", en: "")
        return LocalizedText(
            zh: "表单第\(part + 1)部分\(name.zh): \(sentence.chinese)",
            en: "Part \(part + 1) of the form\(name.en): \(sentence.english)")
    }

    package func response(for request: ServerRequest, _ context: RequestContext) -> ServerResponse {
        let language: Language = AcceptLanguage.prefersEnglish(request.fields) ? .english : .chinese
        var details = ErrorDetails()
        details.field = field
        let body = ErrorBody(
            error: text(language), errorCode: code, requestId: context.id,
            timestamp: Timestamp(unixSeconds: Date().timeIntervalSince1970).rfc3339,
            details: field == nil ? nil : details)
        return .json(ContractErrors.bytes(body), status: fault.status)
    }
}
