import Decisions
import JSON

/// What a language model server's error answers mean, of all kinds (providers pages 04, 06 and 07). Asking again costs
/// no picture, so that whatever may pass is tried again.
enum ModelDecisions {
    private static let table = DecisionTable([
        // Limits that waiting does not lift.
        .said("enforced_spend_limit_reached", "insufficient_quota", is: .failed),
        .status(408, .retry), .status(500...599, .retry),
    ])

    /// Of an answer with an error status.
    static func decide(status: Int, fault: ServiceFault?, retryAfter: Duration?) -> Decision {
        table.decide(status: status, fault: fault, retryAfter: retryAfter)
    }

    /// `{"error":{"code","type","message","details"}}` of both families.
    static func fault(_ body: JSONValue?) -> ServiceFault? {
        guard let body, var fault = ServiceFault(openAI: body) else { return nil }
        if let detail = body["error"]?["details"]?["error_code"]?.string { fault.marks.append(detail) }
        return fault
    }
}
