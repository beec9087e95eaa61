import ImageWorkerCore
import Models

/// The one mapping from what went wrong to the contract's codes and texts.
extension GenerationError {
    var errorCode: ErrorCode { kind.errorCode }

    /// For a person: what is known of this failure, else what the kind says.
    func message(_ language: Language) -> String {
        guard let detail = text?(language), !detail.isEmpty else { return kind.text(language) }
        switch kind {
        case .refused, .provider, .rateLimited: return kind.text(language) + ": " + detail
        case .invalid, .notConfigured, .timedOut, .outcomeUnknown, .shuttingDown, .overloaded, .cancelled,
            .conflict, .storageFull, .fault:
            return detail
        }
    }

    /// Seconds for `Retry-After`, at least 1; nil where asking again makes no sense or the status has none.
    var retryAfterSeconds: Int? {
        guard case .later(let after) = retry else { return nil }
        switch kind {
        case .rateLimited, .overloaded, .shuttingDown, .storageFull:
            return after.map { max(1, Int(($0 / .seconds(1)).rounded(.up))) } ?? 2
        case .invalid, .notConfigured, .refused, .timedOut, .outcomeUnknown, .provider, .cancelled, .conflict, .fault:
            return nil
        }
    }
}

extension GenerationError.Kind {
    var errorCode: ErrorCode {
        switch self {
        case .invalid: .invalidRequest
        case .notConfigured: .providerNotConfigured
        case .refused: .contentRejected
        case .rateLimited: .rateLimited
        case .timedOut: .generationTimeout
        case .outcomeUnknown: .outcomeUnknown
        case .provider: .providerError
        case .shuttingDown, .cancelled: .shuttingDown
        case .overloaded: .overloaded
        case .conflict: .conflict
        case .storageFull: .storageFull
        case .fault: .internal
        }
    }

    func text(_ language: Language) -> String { localized(language) }

    private var localized: LocalizedText {
        switch self {
        case .invalid(let field): LocalizedText(zh: "参数错误: \(field)", en: "Invalid parameter: \(field)")
        case .notConfigured(let settings):
            LocalizedText(
                zh: "未配置" + settings.joined(separator: "或"), en: settings.joined(separator: " or ") + " is not set")
        case .refused: LocalizedText(zh: "内容未通过服务商审核", en: "The provider's moderation refused the content")
        case .rateLimited: LocalizedText(zh: "请求过于频繁，请稍后重试", en: "Too many requests, try again later")
        case .timedOut: LocalizedText(zh: "图片生成超时，请稍后重试", en: "The picture took too long, try again later")
        case .outcomeUnknown:
            LocalizedText(
                zh: "已发送生成请求但没有收到结果，服务商可能已受理并计费，不会自动重发",
                en: "The request was sent and its answer never came: the provider may have accepted and charged; "
                    + "it is not sent again")
        case .provider: LocalizedText(zh: "图像服务商返回错误", en: "The picture provider failed")
        case .shuttingDown, .cancelled:
            LocalizedText(zh: "服务正在关闭，请稍后重试", en: "The service is shutting down, try again later")
        case .overloaded: LocalizedText(zh: "服务繁忙，请稍后重试", en: "The service is busy, try again later")
        case .conflict:
            LocalizedText(zh: "该attemptId已用于另一个请求", en: "The attemptId stands for another order")
        case .storageFull: LocalizedText(zh: "存储空间不足", en: "Storage is full")
        case .fault: LocalizedText(zh: "服务器内部错误", en: "Internal error")
        }
    }
}
