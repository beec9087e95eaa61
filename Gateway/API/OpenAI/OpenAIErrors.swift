import GatewayCore
import HTTPCore
import HTTPServer
import JSON
import Models

/// Errors of `/v1/*` in OpenAI's envelope (contract, section 1): `{"error":{"message","type","param","code"}}`.
package enum OpenAIErrors {
    /// The envelope as JSON.
    static func body(_ message: String, code: ErrorCode, parameter: String?) -> [UInt8] {
        let error: JSONValue = [
            "message": .string(message), "type": .string(type(of: code)),
            "param": parameter.map { .string($0) } ?? .null, "code": .string(code.rawValue),
        ]
        return JSONValue.object(["error": error]).bytes()
    }

    /// What an error is in it, without the envelope's outermost layer: streams send it so.
    static func body(_ error: GatewayError, _ language: Language) -> [UInt8] {
        body(error.text(language), code: error.code, parameter: error.details?.field)
    }

    /// The server's own errors: in this envelope under `/v1/`, in the contract's elsewhere.
    package static let responder: ErrorResponder = { error, head, requestID in
        var response = ContractErrors.responder(error, head, requestID)
        guard let head, head.path.hasPrefix("/v1/") else { return response }
        let text = ContractErrors.text(error, english: AcceptLanguage.prefersEnglish(head.fields))
        response.body = .bytes(body(text, code: ContractErrors.code(error), parameter: nil))
        return response
    }

    /// OpenAI's classes of errors.
    private static func type(of code: ErrorCode) -> String {
        switch code {
        case .contentRejected: "image_generation_user_error"
        case .rateLimited: "rate_limit_error"
        case .unauthorized, .forbidden: "authentication_error"
        case .budgetExceeded: "insufficient_quota"
        case .invalidRequest, .notFound, .methodNotAllowed, .conflict, .payloadTooLarge, .unsupportedMediaType,
            .headersTooLarge:
            "invalid_request_error"
        case .generationTimeout, .internal, .providerError, .outcomeUnknown, .providerNotConfigured,
            .workerUnavailable, .shuttingDown, .overloaded, .upstreamTimeout, .storageFull:
            "server_error"
        }
    }
}
