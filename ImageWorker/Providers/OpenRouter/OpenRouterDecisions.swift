import Decisions
import JSON
import ProviderKit

/// OpenRouter's errors (providers' page, section 3.5), at any status: it puts them into HTTP 200 once it has begun.
///
/// What OpenRouter itself calls an error is not charged ("zero completion insurance": pictures cost with at least one
/// that can be decoded). An error that only says that time ran out is left unknown all the same, and so is a 5xx that
/// is not OpenRouter's own: nobody says what became of the picture.
enum OpenRouterDecisions {
    static let table = DecisionTable([
        .said("content_policy_violation", "refusal", "moderation", is: .refused(.final)),
        .said("openrouter_in_flight_budget", at: 402, is: .retryWhenTold),
        .said("timeout", is: .unknown),
        .said("rate_limit_exceeded", "provider_overloaded", "provider_unavailable", "server", is: .retry),
        .status(400, .dropParameter),
        .said("500", "502", "503", "529", is: .retry),
        // An error without a number, inside HTTP 200: it was told, so nothing was made.
        .status(200, .failed),
    ])

    static func decisions(
        secrets: [String], droppable: Set<String> = OpenRouterWire.droppable
    ) -> ChatDecisions {
        ChatDecisions(table, secrets: secrets, droppable: droppable, chargesWords: false, readFault: fault)
    }

    /// OpenAI's envelope with OpenRouter's `metadata` as further marks; the provider's own words may lie in
    /// `metadata.raw`, as text of JSON.
    static func fault(_ body: JSONValue) -> ServiceFault? {
        guard var fault = ServiceFault(openAI: body), let metadata = body["error"]?["metadata"] else {
            return ServiceFault(openAI: body).map(named)
        }
        fault.marks = ["error_type", "limit_source"].compactMap { metadata[$0]?.string }
        if metadata["reasons"]?.array != nil || metadata["flagged_input"] != nil { fault.marks.append("moderation") }
        if let raw = metadata["raw"]?.string {
            let inner = (try? JSONValue.parse(raw)).flatMap { ServiceFault(openAI: $0) }
            fault.parameter = fault.parameter ?? inner?.parameter ?? parameter(in: raw)
        }
        return named(fault)
    }

    private static func named(_ fault: ServiceFault) -> ServiceFault {
        var fault = fault
        fault.parameter = (fault.parameter ?? fault.message.flatMap(parameter)).map { String($0.prefix { $0 != "." }) }
        return fault
    }

    /// `Unsupported parameter: 'seed' is …`, where only the words name it.
    private static func parameter(in text: String) -> String? {
        guard let mark = text.firstRange(of: "parameter: '") else { return nil }
        let name = text[mark.upperBound...].prefix { $0 != "'" }
        return name.isEmpty || name.count > 60 ? nil : String(name)
    }
}
