import HTTPCore
import HTTPServer
import ImageWorkerCore
import JSON
import Models
import Observability

/// A body that is no order: what is wrong and where.
enum RequestFault: HTTPResponseError {
    case json(JSONError)
    case field(JSONFieldError)
    /// The attempt is unknown, was freed or is too old.
    case noSuchAttempt
    /// The attempt is still running.
    case stillRunning

    func response(for request: ServerRequest, _ context: RequestContext) -> ServerResponse {
        let body = ErrorBody(
            error: text(request.language), errorCode: code, requestId: context.id, timestamp: Timestamp.now.rfc3339,
            details: details)
        return .json(ErrorJSON.bytes(body), status: HTTPStatus(code.status))
    }
}

extension RequestFault {
    private var code: ErrorCode {
        switch self {
        case .json, .field: .invalidRequest
        case .noSuchAttempt: .notFound
        case .stillRunning: .conflict
        }
    }

    private var details: ErrorDetails? {
        var details = ErrorDetails()
        switch self {
        case .json(let error): details.offset = error.offset
        case .field(let error): details.field = error.field
        case .noSuchAttempt, .stillRunning: return nil
        }
        return details
    }

    private func text(_ language: Language) -> String {
        switch self {
        case .json(let error):
            LocalizedText(zh: "请求体不是有效的JSON: \(error)", en: "The body is not valid JSON: \(error)")(language)
        case .field(let error):
            LocalizedText(
                zh: "参数\(error.field)的类型错误，应为\(error.expected.rawValue)",
                en: "\(error.field) must be of type \(error.expected.rawValue)")(language)
        case .noSuchAttempt: LocalizedText(zh: "没有这个任务", en: "There is no such attempt")(language)
        case .stillRunning: LocalizedText(zh: "任务仍在进行", en: "The attempt is still running")(language)
        }
    }
}
