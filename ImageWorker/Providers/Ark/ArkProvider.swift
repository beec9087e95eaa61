import ImageWorkerCore
import ProviderKit

extension ArkSettings {
    /// Seedream on Volcengine Ark, over those tools.
    package func provider(_ tools: ProviderTools) -> any ImageProvider {
        let pictures = api.map { api in
            let wire = ArkWire(api: api, model: model, limit: limit)
            return ImagesService(api.baseURL, tools, ArkDecisions.decisions(secrets: api.secrets)) {
                (order, _) throws(GenerationError) in try wire.request(order)
            }
        }
        let standard = ArkRules(model: SeedreamModel(model))
        let facts = ProviderFacts(
            id: Self.id, requiredSettings: Self.requiredSettings, isConfigured: isConfigured, model: model,
            references: standard.references, options: standard.model.options)
        return OneCallProvider(facts, pictures, api?.reachability(tools), patience, tools) {
            (order) throws(GenerationError) in
            try (order.model.map { ArkRules(model: SeedreamModel($0)) } ?? standard).check(order)
        }
    }
}
