import Models

// The contract's code, text and details of each error (contract/gateway, section 1).
extension GatewayError {
    /// The stable code.
    package var code: ErrorCode {
        switch self {
        case .missingParameters, .invalidParameter, .notJSON: .invalidRequest
        case .unknownModel: .notFound
        case .workerUnavailable: .workerUnavailable
        case .worker(let body): body.errorCode
        case .generationTimeout: .generationTimeout
        case .outcomeUnknown: .outcomeUnknown
        case .shuttingDown: .shuttingDown
        case .overloaded: .overloaded
        case .notKept(_, let cause): Self.code(notKept: cause)
        case .noSuchAsset: .notFound
        case .analysis(let code, _, _, _), .batch(let code, _, _), .form(let code, _, _): code
        case .fault: .internal
        }
    }

    /// The sentence for a person.
    package func text(_ language: Language) -> String {
        switch self {
        case .missingParameters(let names): missing(names)(language)
        case .invalidParameter(let field, let reason):
            LocalizedText(
                zh: "参数错误: \(field): \(reason.chinese)", en: "Invalid parameter \(field): \(reason.english)")(language)
        case .notJSON(let offset, let reason):
            LocalizedText(
                zh: "请求体不是有效的 JSON（第 \(offset) 字节）: \(reason)",
                en: "The body is not valid JSON (byte \(offset)): \(reason)")(language)
        case .unknownModel(let name):
            LocalizedText(
                zh: "没有名为\(name.prefix(100))的模型，可用的见 GET /v1/models",
                en: "There is no model \(name.prefix(100)); GET /v1/models lists those there are")(language)
        case .worker(let body): body.error
        case .analysis(_, let text, _, _), .form(_, let text, _): text(language)
        case .batch(_, let reason, _):
            LocalizedText(zh: "批量生成失败: \(reason.chinese)", en: "The batch failed: \(reason.english)")(language)
        case .notKept(_, let cause as GatewayError): cause.text(language)
        case .workerUnavailable, .generationTimeout, .outcomeUnknown, .shuttingDown, .notKept, .noSuchAsset,
            .overloaded, .fault:
            fixedText(language)
        }
    }

    /// What a program may want to know; nil when there is nothing.
    package var details: ErrorDetails? {
        switch self {
        case .missingParameters(let names): .of { $0.field = names.first }
        case .invalidParameter(let field, _): .of { $0.field = field }
        case .unknownModel: .of { $0.field = "model" }
        case .form(_, _, let field): field.map { field in .of { $0.field = field } }
        case .notJSON(let offset, _): .of { $0.offset = offset }
        case .worker(let body): body.details
        case .generationTimeout(let picture), .outcomeUnknown(let picture, _), .shuttingDown(let picture),
            .notKept(let picture, _):
            picture.map(ErrorDetails.init(picture:))
        case .overloaded(let seconds): .of { $0.retryAfter = seconds }
        case .analysis(_, _, let details, _), .batch(_, _, let details): details
        case .workerUnavailable, .noSuchAsset, .fault: nil
        }
    }

    /// For the `Retry-After` field, in seconds.
    package var retryAfter: Int? {
        switch self {
        case .workerUnavailable, .shuttingDown: details?.retryAfter ?? 5
        case .missingParameters, .invalidParameter, .unknownModel, .notJSON, .worker, .generationTimeout,
            .outcomeUnknown, .notKept, .noSuchAsset, .overloaded, .analysis, .batch, .form, .fault:
            details?.retryAfter
        }
    }

    /// Whether a provider may have charged for what failed: such an answer tells clients not to retry by themselves.
    package var mayHaveCharged: Bool {
        switch self {
        case .generationTimeout, .outcomeUnknown: true
        case .shuttingDown(let picture), .notKept(let picture, _): picture != nil
        case .worker(let body):
            [.generationTimeout, .outcomeUnknown].contains(body.errorCode) || body.details?.taskId != nil
        case .missingParameters, .invalidParameter, .unknownModel, .notJSON, .workerUnavailable, .noSuchAsset,
            .overloaded, .analysis, .batch, .form, .fault:
            false
        }
    }

    /// For the log; never shown to a client.
    package var cause: (any Error)? {
        switch self {
        case .workerUnavailable(let cause), .outcomeUnknown(_, let cause), .analysis(_, _, _, let cause): cause
        case .fault(let cause), .notKept(_, let cause): cause
        case .missingParameters, .invalidParameter, .unknownModel, .notJSON, .worker, .generationTimeout, .shuttingDown,
            .noSuchAsset, .overloaded, .batch, .form:
            nil
        }
    }

    private static func code(notKept cause: any Error) -> ErrorCode {
        switch cause {
        case AssetError.full: .storageFull
        case let known as GatewayError: known.code
        default: .internal
        }
    }

    private func missing(_ names: [String]) -> LocalizedText {
        let list = names.joined(separator: ", ")
        return LocalizedText(zh: "缺少必要参数: \(list)", en: "Missing required parameters: \(list)")
    }

    private func fixedText(_ language: Language) -> String {
        let text: LocalizedText =
            switch code {
            case .workerUnavailable:
                LocalizedText(
                    zh: "图像服务未启动，请先启动 image-worker (端口 8081)",
                    en: "The image service is not running; start image-worker (port 8081) first")
            case .generationTimeout:
                LocalizedText(zh: "图片生成超时，请稍后重试", en: "The picture took too long; please try again later")
            case .outcomeUnknown:
                LocalizedText(
                    zh: "请求已发出但没有收到结果，可能已计费，不会自动重发",
                    en: "The order was sent but its outcome is unknown; it may have been charged and is not sent again")
            case .shuttingDown:
                LocalizedText(zh: "服务正在关闭，请稍后重试", en: "The service is shutting down; please try again later")
            case .overloaded:
                LocalizedText(zh: "服务繁忙，请稍后重试", en: "The service is busy; please try again later")
            case .storageFull:
                LocalizedText(
                    zh: "存储空间不足，无法保存图片，请先释放 DATA_DIR 所在磁盘的空间",
                    en: "There is no room to store pictures; free space on the disk of DATA_DIR")
            case .notFound:
                LocalizedText(zh: "资源不存在或已过期删除", en: "There is no such asset, or it was removed for its age")
            default:
                LocalizedText(zh: "服务器内部错误", en: "Internal server error")
            }
        return text(language)
    }
}

extension ErrorDetails {
    /// Details with some fields set.
    package static func of(_ set: (inout ErrorDetails) -> Void) -> ErrorDetails {
        var details = ErrorDetails()
        set(&details)
        return details
    }

    init(picture: SubmittedPicture) {
        self.init()
        provider = picture.provider
        taskId = picture.taskID
        providerTaskId = picture.providerTaskID
    }
}
