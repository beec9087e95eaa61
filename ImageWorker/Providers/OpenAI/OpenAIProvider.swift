import ImageWorkerCore
import ProviderKit

extension OpenAISettings {
    /// OpenAI's images API over those tools, which xAI and many relays speak too.
    package func provider(_ tools: ProviderTools) -> any ImageProvider {
        let dialect = OpenAIDialect(baseURL: api?.baseURL ?? "")
        let pictures = api.map { api in
            let wire = OpenAIWire(api: api, dialect: dialect, model: model, limit: limit)
            return ImagesService(api.baseURL, tools, OpenAIDecisions.decisions(secrets: api.secrets)) {
                (order, leftOut) throws(GenerationError) in try wire.request(order, leftOut: leftOut)
            }
        }
        let standard = OpenAIRules(model: OpenAIModel(model), dialect: dialect)
        let facts = ProviderFacts(
            id: Self.id, requiredSettings: Self.requiredSettings, isConfigured: isConfigured, model: model,
            references: standard.references, options: standard.options,
            optionsWithoutReferences: OpenAIRules.optionsWithoutReferences,
            optionsOfReferences: OpenAIRules.optionsOfReferences)
        return OneCallProvider(facts, pictures, api?.reachability(tools), patience, tools) {
            (order) throws(GenerationError) in
            let model = order.model.map { OpenAIModel($0) } ?? standard.model
            try OpenAIRules(model: model, dialect: dialect).check(order)
        }
    }
}
