import GatewayAdapters
import GatewayCore
import HTTPClient
import HTTPCore
import Launch
import Settings

extension Gateway {
    /// Whom `/api/health` asks, by the contract's names; `python_backend` is what older clients call the worker.
    func probes(
        _ client: HTTPClient, _ worker: WorkerHealthProbe, _ base: ProcessBase
    ) -> [(name: String, probe: any HealthProbe)] {
        let deepseek = ModelHealthProbe(client: client, request: deepseekModels, time: base.time)
        return [
            ("deepseek", deepseek), ("python_backend", worker), ("image_worker", worker),
            ("database", UnusedDependency()),
        ]
    }

    /// The list of DeepSeek's models, which is not billed; nil without a key.
    private var deepseekModels: ClientRequest? {
        guard let key = settings.models.deepseek.key else { return nil }
        return ClientRequest(
            .get, settings.models.deepseek.baseURL + "/models", fields: ["Authorization": "Bearer \(key.reveal())"])
    }

    /// For calls to language models and workers.
    var clientSettings: HTTPClientSettings {
        var client = HTTPClientSettings()
        client.maxConnections = 16_384
        client.userAgent = "ScriptToFrame/\(Product.version)"
        client.proxy = settings.process.outboundProxy
        client.proxiesGuarded = settings.process.fetchViaProxy
        return client
    }

    /// What is configured and what is missing, for `gateway check`.
    func findings() -> [String] {
        let models = settings.models
        let known: [(String, Bool, String)] = [
            ("deepseek", models.deepseek.key != nil, "DEEPSEEK_API_KEY"),
            ("claude", models.claude.key != nil, "ANTHROPIC_API_KEY"),
            ("openai", models.other != nil, "LLM_BASE_URL, LLM_MODEL and, where it asks for one, LLM_API_KEY"),
        ]
        let analysts = known.map { name, isSet, missing in
            isSet ? "analysis by \(name): configured" : "analysis by \(name): not configured; set \(missing)"
        }
        return analysts + [
            "analysis by offline: always there",
            "image workers: \(settings.workerURLs.map(WebAddress.withoutUser).joined(separator: ", "))",
            access,
            addresses,
        ]
    }

    private var addresses: String {
        settings.assets.publicURL.map { "addresses of pictures: on \($0)" }
            ?? "addresses of pictures: on the host that the client asks; set PUBLIC_URL for others to reach them"
    }

    private var access: String {
        if settings.access.isRequired { return "keys: required from clients" }
        return settings.access.allowUnauthenticated
            ? "keys: none; everybody who reaches the port is served" : "keys: none; only this machine is served"
    }
}
