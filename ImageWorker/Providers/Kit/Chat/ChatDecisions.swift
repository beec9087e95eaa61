import Decisions
import ImageWorkerCore
import JSON
import Models

/// What a chat answer means for the attempt: the picture where there is one, the service's table where it says an error,
/// unknown where nobody can tell.
package struct ChatDecisions: Sendable {
    private let table: DecisionTable
    private let secrets: [String]
    private let droppable: Set<String>
    private let chargesWords: Bool
    private let readFault: @Sendable (JSONValue) -> ServiceFault?

    /// `secrets` are struck from what the service says. `droppable` are the parameters that may be left out of a second
    /// request. `chargesWords`: whether an answer that began and then failed may cost money without a picture.
    package init(
        _ table: DecisionTable, secrets: [String], droppable: Set<String>, chargesWords: Bool,
        readFault: @escaping @Sendable (JSONValue) -> ServiceFault?
    ) {
        self.table = table
        self.secrets = secrets
        self.droppable = droppable
        self.chargesWords = chargesWords
        self.readFault = readFault
    }

    /// Of a whole answer.
    package func submit(_ answer: ProviderAnswer) -> SubmitOutcome {
        guard (200...299).contains(answer.status) else {
            return failed(answer.json.flatMap(readFault), answer.status, answer)
        }
        return submit(ChatDraft(answer.body), answer)
    }

    /// Of an answer with a good status, which may hold an error all the same; `answer` is its head.
    package func submit(_ draft: ChatDraft, _ answer: ProviderAnswer) -> SubmitOutcome {
        let task = draft.id.map { ProviderTaskID($0) }
        if let picture = draft.picture {
            return .done(FinishedPicture(picture, task: task, costMicroUSD: draft.costMicroUSD))
        }
        if let error = draft.error { return failed(draft, error, answer) }
        if draft.isBroken { return .failed(PictureFetcher.notAPicture, .never) }
        guard draft.isRead else { return unreadable(answer) }
        guard draft.isComplete else { return .failed(GenerationError(.outcomeUnknown, billed: .unknown), .never) }
        return withoutPicture(draft)
    }

    private func failed(_ draft: ChatDraft, _ error: JSONValue, _ answer: ProviderAnswer) -> SubmitOutcome {
        let fault = readFault(error)
        // The status that would have been told, had the answer not begun before.
        let told = fault?.code.flatMap { Int($0) }.flatMap { (400...599).contains($0) ? $0 : nil }
        let outcome = failed(fault, told ?? answer.status, answer)
        return chargesWords && draft.words != nil ? Self.doubted(outcome) : outcome
    }

    private func failed(_ fault: ServiceFault?, _ status: Int, _ answer: ProviderAnswer) -> SubmitOutcome {
        var decision = table.decide(status: status, fault: fault, retryAfter: answer.retryAfter)
        if case .retryWithout(let parameter) = decision, !droppable.contains(parameter) { decision = .failed }
        return ProviderFailure(fault, status: status, without: secrets).ofSubmit(decision)
    }

    /// The same, where words that had come before may be charged.
    private static func doubted(_ outcome: SubmitOutcome) -> SubmitOutcome {
        switch outcome {
        case .later(var error), .without(_, var error), .failed(var error, _):
            if error.kind == .rateLimited { error.kind = .provider }
            (error.billed, error.retry) = (.unknown, .never)
            return .failed(error, .never)
        case .accepted, .done: return outcome
        }
    }

    /// A web page means that the address is another's; anything else may have been a picture.
    private func unreadable(_ answer: ProviderAnswer) -> SubmitOutcome {
        let failure = ProviderFailure(nil, status: answer.status, without: secrets)
        let isPage = answer.body.first { !ChatText.isWhite($0) } == UInt8(ascii: "<")
        return isPage
            ? .failed(failure.error(.provider, .unknown, text: Self.page), .never) : failure.ofSubmit(.unknown)
    }

    /// The model's words are the reason, as far as there is one.
    private func withoutPicture(_ draft: ChatDraft) -> SubmitOutcome {
        let words = draft.refusal ?? draft.words.map { ChatText($0.bytes, $0.range.clamped(to: 0..<4096)).string }
        let fault = ServiceFault(code: draft.finishReason, message: words, requestID: draft.id)
        let isRefused = draft.refusal != nil || draft.finishReason == "content_filter"
        let billed: GenerationError.Billed = draft.costMicroUSD.map { $0 > 0 ? .yes : .no } ?? .unknown
        let failure = ProviderFailure(fault, status: 200, without: secrets)
        let isSilent = words?.isEmpty ?? true
        return .failed(
            failure.error(isRefused ? .refused : .provider, billed, text: isSilent ? Self.noPicture : nil), .never)
    }

    private static let noPicture = LocalizedText(zh: "返回的结果中没有图片", en: "The answer holds no picture")
    private static let page = LocalizedText(
        zh: "服务商地址返回的是网页而不是接口数据，请检查BASE_URL（是否需要/v1）",
        en: "A web page answered, not the API: check the base URL, with or without /v1")
}
