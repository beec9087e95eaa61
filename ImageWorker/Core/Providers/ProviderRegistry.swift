import Models

/// The providers of this worker and the rule by which one is chosen.
package struct ProviderRegistry: Sendable {
    /// In the order in which the first configured one is looked for; `sketch` last.
    package let providers: [any ImageProvider]
    private let preferred: [ProviderID]
    private let fallbackOnRefusal: Bool

    /// `preferred` is `IMAGE_PROVIDERS`; names in it that no provider has were refused with the settings.
    package init(_ providers: [any ImageProvider], preferred: [ProviderID] = [], fallbackOnRefusal: Bool = false) {
        self.providers = providers
        self.preferred = preferred
        self.fallbackOnRefusal = fallbackOnRefusal
    }

    /// The provider of that name.
    package subscript(id: ProviderID) -> (any ImageProvider)? { providers.first { $0.facts.id == id } }

    /// Whether a provider that makes real pictures is configured.
    package var hasRealProvider: Bool {
        providers.contains { $0.facts.id != .sketch && $0.facts.isConfigured }
    }

    /// Who is asked, in order, never empty: the one named, else the list of the settings, else the first configured,
    /// else `sketch`.
    ///
    /// Throws `.invalid` for a name that nobody has and `.notConfigured` where a named provider lacks its settings:
    /// it never falls to `sketch` in silence.
    package func candidates(named name: String?) throws(GenerationError) -> [any ImageProvider] {
        if let name { return [try configured(ProviderID(name))] }
        guard preferred.isEmpty else { return try listed() }
        let real = providers.first { $0.facts.id != .sketch && $0.facts.isConfigured }
        guard let chosen = real ?? self[.sketch] else { throw GenerationError(.fault, billed: .no) }
        return [chosen]
    }

    /// The provider of that name, if it could be asked.
    package func configured(_ id: ProviderID) throws(GenerationError) -> any ImageProvider {
        guard let provider = self[id] else { throw unknown(id) }
        guard provider.facts.isConfigured else { throw notConfigured(provider) }
        return provider
    }

    /// Whether the next candidate may be asked after that failure. An order that the first one cannot take is the
    /// caller's fault; a later one is only passed over.
    package func mayFallBack(after error: GenerationError, isFirst: Bool) -> Bool {
        if !isFirst, error.billed == .no, case .invalid = error.kind { return true }
        return error.allowsFallback(onRefusal: fallbackOnRefusal)
    }

    private func listed() throws(GenerationError) -> [any ImageProvider] {
        let known = preferred.compactMap { self[$0] }
        let usable = known.filter(\.facts.isConfigured)
        if usable.isEmpty, let first = known.first { throw notConfigured(first) }
        return usable
    }

    private func notConfigured(_ provider: any ImageProvider) -> GenerationError {
        var error = GenerationError(.notConfigured(settings: provider.facts.requiredSettings), billed: .no)
        error.provider = provider.facts.id
        return error
    }

    private func unknown(_ id: ProviderID) -> GenerationError {
        let names = providers.map(\.facts.id.name).joined(separator: ", ")
        return .invalid(
            "provider",
            LocalizedText(zh: "未知的provider: \(id)（可用: \(names)）", en: "Unknown provider: \(id) (there are: \(names))"))
    }
}
