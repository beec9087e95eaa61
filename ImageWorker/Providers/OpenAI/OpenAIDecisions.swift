import Decisions
import JSON
import ProviderKit

/// The error pages of OpenAI, its relays and xAI (providers' page, sections 4.5 and 4.8).
enum OpenAIDecisions {
    static let table = DecisionTable(DecisionTable.openAI + [.message(unsupported, at: 400, .dropParameter)])

    static func decisions(secrets: [String]) -> ImagesDecisions {
        ImagesDecisions(table, secrets: secrets, droppable: OpenAIFields.droppable, readFault: fault)
    }

    /// OpenAI's envelope, and xAI's, which names the parameter in its text only.
    static func fault(_ body: JSONValue) -> ServiceFault? {
        guard var fault = ServiceFault(openAI: body) else { return nil }
        if fault.parameter == nil, let message = fault.message, message.hasPrefix(unsupported) {
            fault.parameter = String(message.dropFirst(unsupported.count).prefix { $0.isLetter || $0 == "_" })
        }
        return fault
    }

    private static let unsupported = "Argument not supported: "
}
