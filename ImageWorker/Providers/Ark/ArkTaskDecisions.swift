import Decisions
import JSON

/// What a look at one of Ark's tasks means: a film is made by a task, and looking is free (providers' page, sections 2.3
/// and 2.4).
enum ArkTaskDecisions {
    /// From status and body of `GET /contents/generations/tasks/{id}`.
    static func look(status: Int, body: JSONValue?, retryAfter: Duration?) -> Decision {
        guard (200...299).contains(status) else {
            return table.decide(
                status: status, fault: body.flatMap { ArkDecisions.fault($0) }, retryAfter: retryAfter)
        }
        switch body?["status"]?.string {
        case "queued", "running": return .poll
        case "succeeded": return .done
        case "expired": return .expired
        case "failed":
            return failures.decide(status: status, fault: body.flatMap { ArkDecisions.fault($0) }, retryAfter: nil)
        case "cancelled": return .failed
        default: return .unknown
        }
    }

    /// The look's own fault; any 5xx passes, for nothing is charged by looking.
    static let table = DecisionTable([.status(408, .retry), .status(500...599, .retry)])

    /// The task's: only films that succeeded are charged.
    static let failures = DecisionTable(ArkDecisions.refusals + [.status(200...299, .failed)])
}
