import Models

/// What is known of a provider without asking it.
package struct ProviderFacts: Sendable {
    package let id: ProviderID
    /// Begins our task ids: `<prefix>_<request id>`.
    package let taskPrefix: String
    /// All settings that it cannot do without, as the contract's text names them; empty for one that needs none.
    package let requiredSettings: [String]
    /// Whether all of these are there.
    package let isConfigured: Bool
    /// Said in every answer, e.g. that a sketch is no real picture and how to get one.
    package let notice: LocalizedText?
    /// The model of the settings, where it has models.
    package let model: String?
    package let references: ReferenceRule
    /// The wishes that have an effect here.
    package let options: Set<PictureOptions.Name>
    /// Those of them that have none on an order with references.
    package let optionsWithoutReferences: Set<PictureOptions.Name>
    /// Those of them that have none on an order without.
    package let optionsOfReferences: Set<PictureOptions.Name>
    /// Whether a task can be asked after by its id; false where the one answer brings the picture, a result
    /// is given once, or nobody keeps it.
    package let keepsTasks: Bool

    /// Facts of a provider; `taskPrefix` is its name unless told.
    package init(
        id: ProviderID, taskPrefix: String? = nil, requiredSettings: [String] = [], isConfigured: Bool = true,
        notice: LocalizedText? = nil, model: String? = nil, references: ReferenceRule = .none,
        options: Set<PictureOptions.Name> = [], optionsWithoutReferences: Set<PictureOptions.Name> = [],
        optionsOfReferences: Set<PictureOptions.Name> = [], keepsTasks: Bool = true
    ) {
        self.id = id
        self.taskPrefix = taskPrefix ?? id.name
        self.requiredSettings = requiredSettings
        self.isConfigured = isConfigured
        self.notice = notice
        self.model = model
        self.references = references
        self.options = options
        self.optionsWithoutReferences = optionsWithoutReferences
        self.optionsOfReferences = optionsOfReferences
        self.keepsTasks = keepsTasks
    }
}

/// Whether a provider could be used now, found out without a billed call.
package enum ProviderHealth: Sendable, Equatable {
    case healthy
    /// With the reason, for an operator; holds no key.
    case unhealthy(String)
    /// Not configured; does not count.
    case disabled
}
