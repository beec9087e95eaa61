import Decisions
import ImageWorkerCore
import Models

/// Turns a decision about an error answer into an outcome, with the provider's own words, cut and cleaned.
package struct ProviderFailure: Sendable {
    private let fault: ServiceFault
    private let status: Int
    private let secrets: [String]

    /// `secrets` are struck from what the provider says: some answers repeat the request.
    package init(_ fault: ServiceFault?, status: Int, without secrets: [String]) {
        self.fault = fault ?? ServiceFault()
        self.status = status
        self.secrets = secrets
    }

    /// Of a submit. `.done` and `.poll` belong to the caller, who knows what is in the answer: here they are nonsense,
    /// and nonsense after a submit is unknown.
    package func ofSubmit(_ decision: Decision) -> SubmitOutcome {
        switch decision {
        case .retry(let wait): .later(error(isLimit(wait) ? .rateLimited : .provider, .no, wait))
        case .retryWithout(let parameter): .without(parameter: parameter, error(.provider, .no))
        case .refused(let refusal): .failed(error(.refused, .no), refusal == .random ? .allowed : .never)
        case .expired, .failed: .failed(error(.provider, .no), .never)
        case .unknown, .done, .poll: .failed(error(.outcomeUnknown, .unknown), .never)
        }
    }

    /// Of a look, which is free.
    package func ofLook(_ decision: Decision) -> LookOutcome {
        switch decision {
        case .retry, .unknown, .done, .poll: .again(error(.provider, .unknown))
        case .refused(let refusal): .failed(error(.refused, .no), refusal == .random ? .allowed : .never)
        case .expired: .failed(error(.provider, .unknown, .backoff), .never)
        case .failed, .retryWithout: .failed(error(.provider, .unknown), .never)
        }
    }

    private func isLimit(_ wait: Decision.Wait) -> Bool { status == 429 || wait == .slot }

    /// The error itself, with another text where the provider's words would not help.
    package func error(
        _ kind: GenerationError.Kind, _ billed: GenerationError.Billed, _ wait: Decision.Wait? = nil,
        text: LocalizedText? = nil
    ) -> GenerationError {
        let said = fault.message.map { ProviderText.shown($0, without: secrets) } ?? ""
        return GenerationError(
            kind, billed: billed, retry: wait.map { .later(after: $0.told) } ?? .never,
            text: text ?? (said.isEmpty ? nil : LocalizedText(zh: said, en: said)),
            providerCode: ProviderText.shown(fault.code ?? fault.type ?? "HTTP \(status)", without: secrets),
            providerRequestID: fault.requestID.map { ProviderText.shown($0, without: secrets) })
    }
}

extension Decision.Wait {
    fileprivate var told: Duration? {
        guard case .told(let duration) = self else { return nil }
        return duration
    }
}
