import HTTPClient
import ImageWorkerCore
import Models

/// What a broken exchange means for money.
package enum TransportFailure {
    /// Of a submit: sent and unanswered is unknown, everything before that cost nothing and may be tried again.
    package static func ofSubmit(_ error: any Error) -> SubmitOutcome {
        guard let failure = error as? HTTPClientError, failure.requestWasSent == .no else {
            return .failed(GenerationError(.outcomeUnknown, billed: .unknown, cause: error), .never)
        }
        switch failure {
        case .cancelled, .shutDown:
            return .failed(GenerationError(.cancelled, billed: .no, cause: error), .never)
        case .invalidRequest, .addressRefused:
            return .failed(GenerationError(.fault, billed: .no, cause: error), .never)
        case .tlsFailed:
            return .failed(unreachable(billed: .no, cause: error), .never)
        case .unresolvable, .connectFailed, .timedOut, .exchangeFailed, .headerTooLarge, .bodyTooLarge,
            .redirectRefused, .uploadFailed:
            return .later(unreachable(billed: .no, cause: error))
        }
    }

    /// Of a look, which may be done again.
    package static func ofLook(_ error: any Error) -> LookOutcome {
        switch error as? HTTPClientError {
        case .bodyTooLarge, .headerTooLarge:
            // It will be so the next time; downloading it again and again helps nobody.
            return .failed(unreachable(billed: .yes, cause: error), .never)
        default: break
        }
        if Task.isCancelled { return .again(GenerationError(.cancelled, billed: .unknown, cause: error)) }
        return .again(unreachable(billed: .unknown, cause: error))
    }

    private static func unreachable(billed: GenerationError.Billed, cause: any Error) -> GenerationError {
        GenerationError(
            .provider, billed: billed, retry: .later(after: nil),
            text: LocalizedText(zh: "无法连接图像服务商", en: "The picture provider cannot be reached"), cause: cause)
    }
}
