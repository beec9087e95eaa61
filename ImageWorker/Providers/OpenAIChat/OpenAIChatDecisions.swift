import Decisions
import ProviderKit

/// Errors of OpenAI and of what speaks like it (providers' page, sections 4.4 and 4.5).
enum OpenAIChatDecisions {
    static let table = DecisionTable(DecisionTable.openAI)

    /// A relay that began to answer has asked its model: what came before an error may be charged.
    static func decisions(secrets: [String]) -> ChatDecisions {
        ChatDecisions(
            table, secrets: secrets, droppable: OpenAIChatWire.droppable, chargesWords: true,
            readFault: { ServiceFault(openAI: $0) })
    }
}
