import GatewayAdapters
import GatewayCore
import HTTPClient
import Launch

extension Gateway {
    /// Who analyses scripts: every model that is configured, and the rules.
    func analysis(_ client: HTTPClient, _ base: ProcessBase) throws -> ScriptAnalysis {
        let templates = try settings.models.promptsDirectory.map { try PromptFiles.load($0) } ?? PromptTemplates()
        return ScriptAnalysis(
            models: models(client, base), chosen: settings.models.provider, templates: templates)
    }

    /// In the order in which they are preferred.
    private func models(_ client: HTTPClient, _ base: ProcessBase) -> [any ScriptModel] {
        let known = settings.models
        let limits = ModelLimits(step: known.stepTimeout, call: known.callTimeout)
        var models: [any ScriptModel] = []
        if let key = known.deepseek.key {
            let wire = ChatCompletionsWire.deepseek(
                key: key, baseURL: known.deepseek.baseURL, model: known.deepseek.model)
            models.append(LanguageModel(wire, client: client, time: base.time, limits: limits))
        }
        if let key = known.claude.key {
            let wire = AnthropicWire(
                key: key, baseURL: known.claude.baseURL, model: known.claude.model, style: known.claudeWire)
            models.append(LanguageModel(wire, client: client, time: base.time, limits: limits))
        }
        if let other = known.other {
            let wire = ChatCompletionsWire.openAI(key: other.key, baseURL: other.baseURL, model: other.model)
            models.append(LanguageModel(wire, client: client, time: base.time, limits: limits))
        }
        return models
    }
}
