import Decisions
import HTTPCore
import ImageWorkerCore
import Models

/// What an images API's answer means for the attempt: the service's table where it says an error, the picture where
/// there is one, unknown where nobody can tell.
package struct ImagesDecisions: Sendable {
    private let table: DecisionTable
    private let secrets: [String]
    private let droppable: Set<String>
    let readFault: ImagesAnswer.FaultReader

    /// `secrets` are struck from what the service says. `droppable` are the parameters that may be left out of a second
    /// request: what the picture is of is none of them.
    package init(
        _ table: DecisionTable, secrets: [String], droppable: Set<String> = [],
        readFault: @escaping ImagesAnswer.FaultReader = { ServiceFault(openAI: $0) }
    ) {
        self.table = table
        self.secrets = secrets
        self.droppable = droppable
        self.readFault = readFault
    }

    /// Of a whole answer.
    package func submit(_ answer: ProviderAnswer) -> SubmitOutcome {
        guard (200...299).contains(answer.status) else {
            return failed(answer.json.flatMap { readFault($0) }, answer.status, answer.fields, answer.retryAfter)
        }
        return submit(ImagesAnswer(answer.body, readFault), answer.fields)
    }

    /// Of a stream that has ended, whether at its own end or not: what came is used.
    package func submit(_ stream: ImagesStream, _ fields: HTTPFields) -> SubmitOutcome {
        let outcome = submit(stream.answer, fields)
        // Whether a picture that was begun is charged, no page says.
        if stream.partials > 0 { return Self.doubted(outcome) }
        // Nor whether one was begun that the stream gave up without a reason of the order's.
        guard stream.hasFailed, case .failed(let error, _) = outcome, error.kind == .provider else { return outcome }
        return Self.doubted(outcome)
    }

    /// The same, where it may have been charged.
    private static func doubted(_ outcome: SubmitOutcome) -> SubmitOutcome {
        switch outcome {
        case .later(var error), .without(_, var error), .failed(var error, _):
            guard error.billed == .no else { return outcome }
            if error.kind == .rateLimited { error.kind = .provider }
            (error.billed, error.retry) = (.unknown, .never)
            return .failed(error, .never)
        case .accepted, .done: return outcome
        }
    }

    /// Answers with status 200. The first picture is the attempt's; more were not ordered.
    private func submit(_ answer: ImagesAnswer, _ fields: HTTPFields) -> SubmitOutcome {
        if let picture = answer.picture {
            return .done(FinishedPicture(picture, costMicroUSD: answer.costMicroUSD))
        }
        if answer.isBroken { return .failed(PictureFetcher.notAPicture, .never) }
        if let fault = answer.fault { return failed(fault, 200, fields, nil) }
        let failure = ProviderFailure(nil, status: 200, without: secrets)
        if answer.isBlocked { return .failed(failure.error(.refused, Self.billed(answer), text: Self.blocked), .never) }
        // What stands behind a page may have been asked all the same.
        if answer.isPage { return .failed(failure.error(.provider, .unknown, text: Self.page), .never) }
        return failure.ofSubmit(.unknown)
    }

    private func failed(
        _ fault: ServiceFault?, _ status: Int, _ fields: HTTPFields, _ retryAfter: Duration?
    ) -> SubmitOutcome {
        var fault = fault ?? ServiceFault()
        fault.requestID = fault.requestID ?? fields["x-request-id"]
        var decision = table.decide(status: status, fault: fault, retryAfter: retryAfter)
        if case .retryWithout(let parameter) = decision, !droppable.contains(parameter) { decision = .failed }
        return ProviderFailure(fault, status: status, without: secrets).ofSubmit(decision)
    }

    /// A picture that was taken away after it was made: charged as the answer says.
    private static func billed(_ answer: ImagesAnswer) -> GenerationError.Billed {
        answer.costMicroUSD.map { $0 > 0 ? .yes : .no } ?? .unknown
    }

    private static let blocked = LocalizedText(
        zh: "生成的图片未通过服务商的审核", en: "The provider's moderation took the picture away")
    private static let page = LocalizedText(
        zh: "服务商地址返回的是网页而不是接口数据，请检查BASE_URL（是否需要/v1）",
        en: "A web page answered, not the API: check the base URL, with or without /v1")
}
