import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Models

extension GatewayError {
    /// What any error of a handler is in the contract's words; nil for the server's own, which it answers itself.
    init?(any error: any Error) {
        switch error {
        case let known as GatewayError: self = known
        case let fault as JSONError: self = .notJSON(offset: fault.offset, reason: fault.text)
        case let fault as JSONFieldError: self = .invalidParameter(field: fault.field, reason: fault.expected.text)
        case let fault as MultipartError: self = .form(code: fault.code, text: fault.text, field: fault.field)
        case is HTTPServerError: return nil
        case is CancellationError: self = .shuttingDown(nil)
        default: self = .fault(cause: error)
        }
    }
}

extension JSONFieldError.Expected {
    fileprivate var text: LocalizedText {
        switch self {
        case .string: LocalizedText(zh: "应为字符串", en: "must be a string")
        case .integer: LocalizedText(zh: "应为整数", en: "must be a whole number")
        case .number: LocalizedText(zh: "应为数字", en: "must be a number")
        case .boolean: LocalizedText(zh: "应为布尔值", en: "must be true or false")
        case .object: LocalizedText(zh: "应为对象", en: "must be an object")
        case .array: LocalizedText(zh: "应为对象数组", en: "must be an array of objects")
        }
    }
}
