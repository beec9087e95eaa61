import Decisions
import ImageWorkerCore
import JSON
import Models
import ProviderKit

/// What an app's answers mean (providers page 05, sections 5.2 to 5.6). Nothing here costs money; what may be used up
/// twice is a quota.
enum GradioDecisions {
    /// A start that was turned away. An app that knows no such function answers 500, and starts nothing.
    static let start = DecisionTable([
        .message("Queue is full", at: 503, .retry), .status(500, .failed),
    ])

    /// A start: the id of the event, or why there is none.
    static func submit(_ answer: ProviderAnswer, without secrets: [String]) -> SubmitOutcome {
        let body = answer.json
        if answer.status == 200, let event = body?["event_id"]?.string, ProviderText.isToken(event) {
            return .accepted(ProviderTaskID(event))
        }
        let fault = fault(body, status: answer.status)
        let failure = ProviderFailure(fault, status: answer.status, without: secrets)
        // A space that sleeps or is built answers with a page, and has started nothing.
        if answer.status == 200 {
            return .failed(failure.error(.provider, .no, .backoff, text: body == nil ? notReady : noEvent), .never)
        }
        let decision = start.decide(status: answer.status, fault: fault, retryAfter: answer.retryAfter)
        if case .retry(let wait) = decision { return .later(failure.error(.rateLimited, .no, wait)) }
        return failure.ofSubmit(decision)
    }

    /// What an `error` event says: its data is null, text, or an object with text or null.
    static func failed(_ data: JSONValue?, without secrets: [String]) -> GenerationError {
        let said = data?.string ?? data?["error"]?.string
        guard let said, !said.isEmpty else {
            return GenerationError(.provider, billed: .no, text: noReason, providerCode: "error")
        }
        let failure = ProviderFailure(ServiceFault(code: "error", message: said), status: 200, without: secrets)
        if said.hasPrefix("404:") { return failure.error(.provider, .unknown, text: unknownEvent) }
        if said.contains("exceeded your GPU quota") {
            let wait = GradioQuota.wait(in: said).map { Decision.Wait.told($0) } ?? .backoff
            return failure.error(.rateLimited, .no, wait)
        }
        let isRefused = ["nsfw", "safety"].contains { said.lowercased().contains($0) }
        return failure.error(isRefused ? .refused : .provider, .no)
    }

    /// `{"detail":…}`, as FastAPI writes it. The text of a 500 may be a traceback, which nobody is shown.
    private static func fault(_ body: JSONValue?, status: Int) -> ServiceFault {
        let detail = body?["detail"]
        let said = detail?.string ?? detail?["error"]?.string ?? detail?[0]?["msg"]?.string
        return ServiceFault(code: "HTTP \(status)", message: said)
    }

    private static let notReady = LocalizedText(
        zh: "Gradio应用尚未就绪（返回的不是JSON）", en: "The Gradio app is not ready: it answered with a page, not with JSON")
    private static let noEvent = LocalizedText(
        zh: "Gradio应用没有返回event_id", en: "The Gradio app gave no event_id")
    private static let noReason = LocalizedText(
        zh: "Gradio应用报告错误但没有说明原因", en: "The Gradio app failed without a reason")
    private static let unknownEvent = LocalizedText(
        zh: "Gradio应用不知道该任务，结果可能已被取走", en: "The Gradio app does not know the task; its result may have been taken")
}

/// Reads from a quota's text when it is over: `… Try again in H:MM:SS`.
enum GradioQuota {
    static func wait(in text: String) -> Duration? {
        guard let mark = text.firstRange(of: "Try again in ") else { return nil }
        let clock = text[mark.upperBound...].prefix { $0.isASCII && ($0.isNumber || $0 == ":") }
        let parts = clock.split(separator: ":").compactMap { UInt16($0) }
        guard parts.count == 3 else { return nil }
        return .seconds(Int(parts[0]) * 3600 + Int(parts[1]) * 60 + Int(parts[2]))
    }
}
