import ImageWorkerCore
import Models
import ProviderKit

/// What an answer means, from status, fields and body (providers' page, sections 1.4 and 1.5).
enum JimengDecisions {
    /// Of a submit: what certainly made nothing may be sent again, what may have made something never is.
    static func submit(_ answer: JimengAnswer) -> SubmitOutcome {
        switch answer.content {
        case .success(let success): return accepted(success, answer)
        case .serviceError(let code, let message): return submit(code: code, message, answer)
        case .gatewayError, .nonsense: return submitByStatus(answer)
        }
    }

    /// Of a look: reading is free, so whatever may pass is looked at again.
    static func look(_ answer: JimengAnswer) -> LookOutcome {
        switch answer.content {
        case .success(let success): return state(success, answer)
        case .serviceError(let code, let message): return look(code: code, message, answer)
        case .gatewayError, .nonsense: return lookByStatus(answer)
        }
    }

    // MARK: - Submit

    private static func accepted(_ success: JimengAnswer.Success, _ answer: JimengAnswer) -> SubmitOutcome {
        let task = success.taskID.map { ProviderTaskID($0) }
        switch picture(success, answer) {
        case .found(let source): return .done(FinishedPicture(source, task: task))
        case .broken: return .failed(error(.provider, .yes, answer, text: noPicture), .never)
        case .none: break
        }
        guard let task else { return .failed(error(.outcomeUnknown, .unknown, answer), .never) }
        return .accepted(task)
    }

    private static func submit(
        code: Int, _ message: String, _ answer: JimengAnswer
    ) -> SubmitOutcome {
        switch JimengCode(code) {
        case .rateLimited:
            return .later(limited(answer, code: "\(code)", message))
        case .refused(let isRandom):
            return .failed(
                error(.refused, .no, answer, code: "\(code)", message: message), isRandom ? .allowed : .never)
        case .failed:
            return .failed(error(.provider, .no, answer, code: "\(code)", message: message), .never)
        case .internalError:
            return .failed(error(.outcomeUnknown, .unknown, answer, code: "\(code)", message: message), .never)
        case .other:
            // 4xx says that the request was not taken; anything else may mean a task.
            let certainlyNot = (400...499).contains(answer.status)
            let kind: GenerationError.Kind = certainlyNot ? .provider : .outcomeUnknown
            let billed: GenerationError.Billed = certainlyNot ? .no : .unknown
            return .failed(error(kind, billed, answer, code: "\(code)", message: message), .never)
        }
    }

    private static func submitByStatus(_ answer: JimengAnswer) -> SubmitOutcome {
        let (code, message) = gatewayWords(answer)
        switch answer.status {
        case 429: return .later(limited(answer, code: code ?? "429", message))
        case 503:
            var busy = error(.provider, .no, answer, code: code ?? "503", message: message)
            busy.retry = .later(after: answer.retryAfter)
            return .later(busy)
        case 408: return .failed(error(.outcomeUnknown, .unknown, answer, code: code, message: message), .never)
        case 400...499: return .failed(error(.provider, .no, answer, code: code, message: message), .never)
        default: return .failed(error(.outcomeUnknown, .unknown, answer, code: code, message: message), .never)
        }
    }

    // MARK: - Look

    private static func state(_ success: JimengAnswer.Success, _ answer: JimengAnswer) -> LookOutcome {
        let status = success.status ?? ""
        switch picture(success, answer) {
        case .found(let source): return .done(FinishedPicture(source))
        case .broken: return .failed(error(.provider, .yes, answer, text: noPicture), .never)
        case .none: break
        }
        switch status {
        case "done":
            return .failed(error(.provider, .yes, answer, code: status, text: noPicture), .never)
        case "not_found":
            return .failed(error(.provider, .unknown, answer, code: status, text: notFound), .never)
        case "expired":
            var expired = error(.provider, .unknown, answer, code: status, text: notFound)
            expired.retry = .later(after: nil)
            return .failed(expired, .never)
        default: return .pending(status)
        }
    }

    private static func look(code: Int, _ message: String, _ answer: JimengAnswer) -> LookOutcome {
        switch JimengCode(code) {
        case .rateLimited, .internalError:
            return .again(error(.provider, .unknown, answer, code: "\(code)", message: message))
        case .refused(let isRandom):
            var refused = error(.refused, .no, answer, code: "\(code)", message: message)
            if isRandom { refused.retry = .later(after: nil) }
            return .failed(refused, isRandom ? .allowed : .never)
        case .failed, .other:
            return .failed(error(.provider, .unknown, answer, code: "\(code)", message: message), .never)
        }
    }

    private static func lookByStatus(_ answer: JimengAnswer) -> LookOutcome {
        let (code, message) = gatewayWords(answer)
        let failure = error(.provider, .unknown, answer, code: code, message: message)
        switch answer.status {
        case 408, 429: return .again(failure)
        case 400...499: return .failed(failure, .never)
        default: return .again(failure)
        }
    }

    // MARK: - Parts

    private enum Found { case none, broken, found(PictureSource) }

    /// The first picture of an answer, as bytes or as a link.
    private static func picture(_ success: JimengAnswer.Success, _ answer: JimengAnswer) -> Found {
        if let url = success.url { return .found(.url(url)) }
        if let place = success.base64 {
            return answer.picture(at: place).map { .found(.bytes($0)) } ?? .broken
        }
        return .none
    }

    private static func limited(
        _ answer: JimengAnswer, code: String, _ message: String
    ) -> GenerationError {
        var limited = error(.rateLimited, .no, answer, code: code, message: message)
        limited.retry = .later(after: answer.retryAfter)
        return limited
    }

    private static func gatewayWords(_ answer: JimengAnswer) -> (code: String?, message: String) {
        if case .gatewayError(let code, let message) = answer.content { return (code, message) }
        return ("HTTP \(answer.status)", "")
    }

    private static func error(
        _ kind: GenerationError.Kind, _ billed: GenerationError.Billed, _ answer: JimengAnswer, code: String? = nil,
        message: String = "", text: LocalizedText? = nil
    ) -> GenerationError {
        let said = message.isEmpty ? nil : LocalizedText(zh: message, en: message)
        return GenerationError(
            kind, billed: billed, text: text ?? said, providerCode: code, providerRequestID: answer.requestID)
    }

    private static let noPicture = LocalizedText(zh: "即梦返回的结果中没有图片", en: "Jimeng's result holds no picture")
    private static let notFound = LocalizedText(
        zh: "即梦任务不存在或已过期", en: "Jimeng does not know the task, or it has expired")
}
