import GatewayCore
import Lifecycle
import Models
import Observability

extension ErrorBody {
    /// What a client is told of that error, in an answer of its own or as an event.
    init(_ error: GatewayError, _ language: Language, requestID: String, at time: any TimeSource) {
        self.init(
            error: error.text(language), errorCode: error.code, requestId: requestID,
            timestamp: Timestamp(unixSeconds: time.unixSeconds).rfc3339, details: error.details)
    }
}
