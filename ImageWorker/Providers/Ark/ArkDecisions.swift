import Decisions
import JSON
import ProviderKit

/// Ark's error page (providers' page, section 2.4).
enum ArkDecisions {
    /// Of pictures, which come in the answer to the one call.
    static let pictures = DecisionTable(
        refusals + [
            // A failed item is not charged, nor is an answer without any picture.
            .status(200, .failed),
            // Waiting does not help a quota that is used up.
            .said("QuotaExceeded", "SetLimitExceeded", at: 429, is: .failed),
            .said("InternalServiceError", at: 500, is: .retry),
        ])

    static func decisions(secrets: [String]) -> ImagesDecisions {
        ImagesDecisions(pictures, secrets: secrets, readFault: fault)
    }

    /// Input is refused again, another output is another draw.
    static let refusals: [DecisionTable.Row] = [
        .said(
            "OutputTextSensitive*", "OutputImageSensitive*", "OutputVideoSensitive*", "OutputAudioSensitive*",
            "OutputTextRisk*", "OutputImageRisk*", "OutputVideoRisk*", "OutputAudioRisk*", is: .refused(.random)),
        .said("*SensitiveContentDetected*", "*RiskDetection*", is: .refused(.final)),
    ]

    /// OpenAI's envelope; the request's id stands at the end of the message.
    static func fault(_ body: JSONValue) -> ServiceFault? {
        guard var fault = ServiceFault(openAI: body) else { return nil }
        if let message = fault.message, let mark = message.ranges(of: "Request id: ").last {
            let id = message[mark.upperBound...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            fault.requestID = fault.requestID ?? (id.isEmpty ? nil : String(id))
        }
        return fault
    }
}
