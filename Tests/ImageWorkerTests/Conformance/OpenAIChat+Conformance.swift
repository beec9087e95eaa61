import OpenAIChatProvider
import Settings
import TestSupport

extension Conformer {
    /// A relay that streams pictures as Markdown.
    static let openAIChat = openAIChat(.relay, cutOnceAccepted: .lost)

    /// A server that streams nothing.
    static let openAIChatDocuments = openAIChat(.document, cutOnceAccepted: .lost)

    private static func openAIChat(_ shape: ScriptedChat.Shape, cutOnceAccepted: CutOnceAccepted) -> Conformer {
        Conformer(
            id: .openAIChat, service: { ScriptedChat(shape, picture: $0) },
            provider: { url, limits, tools in
                var settings = OpenAIChatSettings(key: Secret(ScriptedChat.key), baseURL: url, model: "m")
                (settings.limit, settings.patience) = (limits.answer, limits.patience)
                return settings.provider(tools)
            },
            secrets: [ScriptedChat.key], garbage: .providerError, cutOnceAccepted: cutOnceAccepted)
    }
}
