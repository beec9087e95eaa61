import Models

/// The models by which OpenAI's clients choose a provider: each provider's name, and the model it is set to.
package struct PictureModels: Sendable {
    /// A provider that a worker has configured.
    package struct Entry: Sendable, Equatable {
        package let provider: String
        package let model: String?

        /// A provider and the model of its settings.
        package init(provider: String, model: String?) {
            self.provider = provider
            self.model = model
        }
    }

    /// What a model's name comes to: nil leaves the choice to the worker.
    package struct Choice: Sendable, Equatable {
        package var provider: String?
        package var model: String?
        /// A model that was named and is not there.
        package var missing: String?

        /// The worker's choice, unless told.
        package init(provider: String? = nil, model: String? = nil, missing: String? = nil) {
            self.provider = provider
            self.model = model
            self.missing = missing
        }

        /// What the client must hear about the choice.
        package func warnings(_ language: Language) -> [String] {
            guard let missing else { return [] }
            let name = missing.prefix(100)
            return [
                LocalizedText(
                    zh: "没有模型\(name)，由已配置的服务商生成", en: "There is no model \(name); a provider that is configured served"
                )(language)
            ]
        }
    }

    package let entries: [Entry]

    /// Those providers, in the workers' order.
    package init(_ entries: [Entry]) { self.entries = entries }

    /// The names under which `/v1/models` lists them: the provider, and `provider/model`.
    package var names: [(name: String, provider: String)] {
        entries.flatMap { entry in
            [(entry.provider, entry.provider)]
                + (entry.model.map { [("\(entry.provider)/\($0)", entry.provider)] } ?? [])
        }
    }

    /// What that name means: a provider; `provider/model`; a provider's own model; or one of OpenAI's picture models,
    /// which client code names by habit: it goes to `openai` where that is configured, else to the worker's choice.
    /// - Throws: `GatewayError.unknownModel` for any other name: another picture than the one asked for costs as much.
    package func choice(for name: String?) throws(GatewayError) -> Choice {
        guard let name else { return Choice() }
        if has(name) { return Choice(provider: name) }
        if let slash = name.firstIndex(of: "/"), has(String(name[..<slash])) {
            return Choice(provider: String(name[..<slash]), model: String(name[name.index(after: slash)...]))
        }
        if let entry = entries.first(where: { $0.model == name }) { return Choice(provider: entry.provider) }
        guard Self.isOpenAIs(name) else { throw .unknownModel(name) }
        return has("openai") ? Choice(provider: "openai", model: name) : Choice(missing: name)
    }

    private func has(_ provider: String) -> Bool { entries.contains { $0.provider == provider } }

    /// OpenAI's picture models by family (providers page 04, section 4.1).
    private static func isOpenAIs(_ name: String) -> Bool {
        ["gpt-image-", "chatgpt-image-", "dall-e-"].contains { name.hasPrefix($0) }
    }
}
