import Models

extension AnalysisError {
    /// The same as an error of the gateway, with the step and the provider in its details.
    package var gatewayError: GatewayError {
        .analysis(
            code: code, text: LocalizedText(zh: chinese, en: english), details: details, cause: self)
    }

    private var details: ErrorDetails {
        .of { details in
            details.step = step?.rawValue
            switch self {
            case .timedOut: break
            case .refused(_, let status, let provider, let code):
                details.provider = provider.rawValue
                details.providerCode = code ?? String(status)
            case .failed(_, let provider, let reason):
                details.provider = provider.rawValue
                if case .errorInStream(let code) = reason { details.providerCode = code }
            case .notConfigured(let provider, let missing):
                details.provider = provider.rawValue
                details.missing = missing
            }
        }
    }
}

extension GatewayError {
    /// The process ends before the analysis has; nothing of it is kept.
    package static var analysisStopped: GatewayError {
        .analysis(
            code: .shuttingDown,
            text: LocalizedText(
                zh: "智能分析失败: 服务正在关闭，请稍后重试",
                en: "Script analysis failed: the service is shutting down; please try again later"),
            details: .of { $0.retryAfter = 5 }, cause: nil)
    }
}
