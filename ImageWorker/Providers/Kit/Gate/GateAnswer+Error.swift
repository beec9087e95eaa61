import ImageWorkerCore
import Models

extension GateAnswer {
    /// What the end of a turn says. `Retry-After` is meant for everybody who has this key, whatever the status beside it
    /// (RFC 9110 section 10.2.3).
    init(_ error: GenerationError?) {
        guard let error else {
            self = .picture
            return
        }
        switch (error.kind, error.retry) {
        case (.rateLimited, .later(let told)): self = .limit(told: told)
        case (.rateLimited, .never): self = .limit(told: nil)
        case (.provider, .later(let told?)): self = .limit(told: told)
        default: self = .other
        }
    }
}

extension GateState.Refusal {
    /// As the caller hears it; nothing was sent.
    var error: GenerationError {
        let text =
            switch reason {
            case .queueFull: Self.queueFull
            case .coolDown: Self.coolDown
            }
        return GenerationError(
            .rateLimited, billed: .no, retry: .later(after: max(.seconds(1), after)), text: text)
    }

    private static let queueFull = LocalizedText(
        zh: "等待该服务商的请求已满", en: "as many requests as may wait for this provider are waiting")
    private static let coolDown = LocalizedText(
        zh: "服务商要求暂停请求", en: "the provider has asked for a longer pause")
}
