import FoundationEssentials
import HTTPCore
import Models
import Observability

/// Makes the answer to an error of the server. The head is nil when none could be read.
package typealias ErrorResponder =
    @Sendable (_ error: HTTPServerError, _ head: RequestHead?, _ requestID: String) -> ServerResponse

/// The contract's error body (section 1) for the server's own errors: Chinese, or English when the client prefers it.
package enum ContractErrors {
    /// The answer with `Allow`, `WWW-Authenticate` or `Retry-After` where they belong.
    package static let responder: ErrorResponder = { error, head, id in
        let body = ErrorBody(
            error: text(error, english: prefersEnglish(head)), errorCode: code(error), requestId: id,
            timestamp: Timestamp(unixSeconds: Date().timeIntervalSince1970).rfc3339)
        var response = ServerResponse.json(bytes(body), status: error.status)
        addFields(to: &response, for: error)
        return response
    }

    static func bytes(_ body: ErrorBody) -> [UInt8] { (try? JSONEncoder().encode(body)).map { Array($0) } ?? [] }

    /// The stable code that goes with an error.
    package static func code(_ error: HTTPServerError) -> ErrorCode {
        switch error {
        case .malformed(let cause):
            switch cause.status.code {
            case 413: .payloadTooLarge
            case 414, 431: .headersTooLarge
            default: .invalidRequest
            }
        case .requestTimeout, .badTarget, .clientGone: .invalidRequest
        case .bodyTooLarge: .payloadTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .unauthorized: .unauthorized
        case .hostNotAllowed, .originNotAllowed: .forbidden
        case .overloaded: .overloaded
        case .shuttingDown: .shuttingDown
        case .handlerFailed: .internal
        }
    }

    /// Fields that an error's answer must carry.
    package static func addFields(to response: inout ServerResponse, for error: HTTPServerError) {
        switch error {
        case .methodNotAllowed(let allow):
            response.fields["Allow"] = allow.map(\.name).joined(separator: ", ")
        case .unauthorized(let schemes):
            for scheme in schemes { response.fields.append("WWW-Authenticate", scheme) }
        case .overloaded, .shuttingDown: response.fields["Retry-After"] = "2"
        case .malformed, .requestTimeout, .bodyTooLarge, .unsupportedMediaType, .notFound, .badTarget, .hostNotAllowed,
            .originNotAllowed, .clientGone, .handlerFailed:
            break
        }
    }

    private static func prefersEnglish(_ head: RequestHead?) -> Bool {
        guard let head else { return false }
        return AcceptLanguage.prefersEnglish(head.fields)
    }

    /// What a person reads.
    package static func text(_ error: HTTPServerError, english: Bool) -> String {
        switch error {
        case .malformed(let cause):
            english ? "Malformed request: \(cause.reason)" : "请求格式错误: \(cause.reason)"
        case .requestTimeout: english ? "The request came too slowly" : "请求发送超时"
        case .bodyTooLarge(let limit):
            english ? "The body is larger than \(limit) bytes" : "请求体超过上限（\(limit)字节）"
        case .unsupportedMediaType: english ? "The body must be JSON" : "请求体应为JSON"
        case .notFound: english ? "Not found" : "接口不存在"
        case .methodNotAllowed: english ? "Method not allowed" : "不支持该请求方法"
        case .badTarget: english ? "Malformed percent-encoding in the path" : "请求路径编码错误"
        case .unauthorized: english ? "Missing or wrong credentials" : "缺少凭证或凭证错误"
        case .hostNotAllowed: english ? "This host name is not served here" : "不允许的主机名"
        case .originNotAllowed: english ? "Requests from this origin are refused" : "不允许的来源"
        case .overloaded: english ? "Too many connections, try again later" : "连接过多，请稍后重试"
        case .shuttingDown: english ? "The server is shutting down" : "服务正在关闭，请稍后重试"
        case .clientGone: english ? "The client has left" : "客户端已断开"
        case .handlerFailed: english ? "Internal error" : "服务器内部错误"
        }
    }
}
