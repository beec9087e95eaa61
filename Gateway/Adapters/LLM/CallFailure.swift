import Decisions
import GatewayCore
import HTTPClient
import JSON

/// One exchange that failed, and whether another is worth it.
struct CallFailure: Error {
    let error: ScriptModelError
    let mayTryAgain: Bool
    let retryAfter: Duration?

    /// An answer with an error status.
    nonisolated(nonsending) init(_ response: ClientResponse) async throws {
        let status = response.status.code
        let seconds = response.fields["retry-after"].flatMap { Double($0) }
        let body = (try? await response.collect(limit: 64 << 10)) ?? []
        let fault = ModelDecisions.fault(try? JSONValue.parse(body))
        error = .refused(status: status, code: ModelErrorBody((try? JSONValue.parse(body))?["error"]).code)
        retryAfter = seconds.flatMap { $0 >= 0 && $0 < 86_400 ? .milliseconds(Int64($0 * 1_000)) : nil }
        let decision = ModelDecisions.decide(status: status, fault: fault, retryAfter: retryAfter)
        if case .retry = decision { mayTryAgain = true } else { mayTryAgain = false }
    }

    /// An exchange that broke.
    init(_ cause: HTTPClientError) {
        retryAfter = nil
        switch cause {
        case .unresolvable, .connectFailed, .tlsFailed, .timedOut(.connect, _):
            error = .unreachable(cause: cause)
            mayTryAgain = true
        case .exchangeFailed:
            error = .connectionLost(cause: cause)
            mayTryAgain = true
        case .bodyTooLarge, .headerTooLarge:
            error = .unreadable
            mayTryAgain = false
        case .invalidRequest, .addressRefused, .redirectRefused:
            error = .unreachable(cause: cause)
            mayTryAgain = false
        case .timedOut, .cancelled, .uploadFailed, .shutDown:
            error = .connectionLost(cause: cause)
            mayTryAgain = false
        }
    }

    /// An answer that cannot be used. An overloaded server says so in the stream as well.
    init(_ cause: ScriptModelError) {
        error = cause
        retryAfter = nil
        switch cause {
        case .errorInStream: mayTryAgain = true
        case .timedOut, .refused, .unreachable, .connectionLost, .unreadable, .contentFiltered: mayTryAgain = false
        }
    }
}
