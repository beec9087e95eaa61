import Decisions
import ImageWorkerCore
import Models
import ProviderKit

/// What an answer means, from status, fields and body (providers' page, sections 1.4 and 1.5).
enum JimengDecisions {
    /// Of a submit: what certainly made nothing may be sent again, what may have made something never is.
    static func submit(_ answer: JimengAnswer) -> SubmitOutcome {
        guard case .success(let success) = answer.content else {
            return answer.failure.ofSubmit(decision(answer, JimengTable.submit))
        }
        let task = success.taskID.map { ProviderTaskID($0) }
        switch picture(success, answer) {
        case .found(let source): return .done(FinishedPicture(source, task: task))
        case .broken: return .failed(answer.failure.error(.provider, .yes, text: noPicture), .never)
        case .none: break
        }
        return task.map { .accepted($0) } ?? answer.failure.ofSubmit(.unknown)
    }

    /// Of a look: reading is free, so whatever may pass is looked at again.
    static func look(_ answer: JimengAnswer) -> LookOutcome {
        guard case .success(let success) = answer.content else {
            return answer.failure.ofLook(decision(answer, JimengTable.look))
        }
        switch picture(success, answer) {
        case .found(let source): return .done(FinishedPicture(source))
        case .broken: return .failed(answer.failure.error(.provider, .yes, text: noPicture), .never)
        case .none: return state(success.status ?? "", answer)
        }
    }

    /// Without a picture. `done` is no success by itself, and an id counts as unknown after 12 hours.
    private static func state(_ status: String, _ answer: JimengAnswer) -> LookOutcome {
        let failure = ProviderFailure(
            ServiceFault(code: status, requestID: answer.requestID), status: answer.status, without: [])
        switch status {
        case "done": return .failed(failure.error(.provider, .yes, text: noPicture), .never)
        case "not_found": return .failed(failure.error(.provider, .unknown, text: notFound), .never)
        case "expired": return .failed(failure.error(.provider, .unknown, .backoff, text: notFound), .never)
        default: return .pending(status)
        }
    }

    private static func decision(_ answer: JimengAnswer, _ table: DecisionTable) -> Decision {
        table.decide(status: answer.status, fault: answer.fault, retryAfter: answer.retryAfter)
    }

    private enum Found { case none, broken, found(PictureSource) }

    /// The first picture of an answer, as bytes or as a link.
    private static func picture(_ success: JimengAnswer.Success, _ answer: JimengAnswer) -> Found {
        if let url = success.url { return .found(.url(url)) }
        if let place = success.base64 {
            return answer.picture(at: place).map { .found(.bytes($0)) } ?? .broken
        }
        return .none
    }

    private static let noPicture = LocalizedText(zh: "即梦返回的结果中没有图片", en: "Jimeng's result holds no picture")
    private static let notFound = LocalizedText(
        zh: "即梦任务不存在或已过期", en: "Jimeng does not know the task, or it has expired")
}

extension JimengAnswer {
    /// What either envelope says went wrong; nil where neither does.
    fileprivate var fault: ServiceFault? {
        switch content {
        case .success, .nonsense: requestID.map { ServiceFault(requestID: $0) }
        case .gatewayError(let code, let message): ServiceFault(code: code, message: message, requestID: requestID)
        case .serviceError(let code, let message): ServiceFault(code: "\(code)", message: message, requestID: requestID)
        }
    }

    /// The fault as outcomes; its texts were cleaned when they were read.
    fileprivate var failure: ProviderFailure {
        let isLimit = fault?.code.map(JimengTable.limits.contains) ?? false
        return ProviderFailure(fault, status: isLimit ? 429 : status, without: [])
    }
}
