import Models

/// The use case: chooses who analyses, and has it done.
package struct ScriptAnalysis: Sendable {
    private let models: [any ScriptModel]
    private let chosen: AnalystName?
    private let templates: PromptTemplates

    /// `models`: those that have a key, in the order in which they are preferred. `chosen`: the one that the settings
    /// name; nil takes the first model, or the rules where there is none.
    package init(
        models: [any ScriptModel], chosen: AnalystName? = nil, templates: PromptTemplates = PromptTemplates()
    ) {
        self.models = models
        self.chosen = chosen
        self.templates = templates
    }

    /// Who analyses when a request names nobody.
    package var usual: AnalystName { chosen ?? models.first?.analyst ?? .offline }

    /// Analyses; throws `AnalysisError`, also for an analyst that is named and has no key: never a silent fall to
    /// the rules.
    package func run(
        _ request: ScriptAnalysisRequest,
        report: @escaping @Sendable (AnalysisEvent) async throws -> Void = { _ in }
    ) async throws -> AnalysisResult {
        try await analyser(request.provider ?? usual).analyse(request, report: report)
    }

    /// Who does it; throws before anything is begun.
    package func analyser(_ name: AnalystName) throws(AnalysisError) -> any ScriptAnalyser {
        if name == .offline { return OfflineAnalyser() }
        guard let model = models.first(where: { $0.analyst == name }) else {
            throw .notConfigured(name, missing: name.settings)
        }
        return ModelAnalyser(model: model, templates: templates)
    }
}

extension AnalystName {
    /// The settings that the analyst needs.
    package var settings: [String] {
        switch self {
        case .deepseek: ["DEEPSEEK_API_KEY"]
        case .claude: ["ANTHROPIC_API_KEY"]
        case .openai: ["LLM_API_KEY", "LLM_BASE_URL", "LLM_MODEL"]
        case .offline: []
        }
    }
}
