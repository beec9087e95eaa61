import Models

/// The port to something that makes pictures.
///
/// A provider holds no state of an attempt: what must survive is told to the journal before anything depends on it.
package protocol ImageProvider: Sendable {
    var facts: ProviderFacts { get }

    /// Refuses, before any call, an order that this provider cannot fulfil: size, prompt's length, references.
    func check(_ order: PictureOrder) throws(GenerationError)

    /// Makes one picture, with at most one billed submit.
    ///
    /// Tells `journal` of every submit before it leaves and of its fate as soon as that is heard. A submit whose answer
    /// never came throws `.outcomeUnknown` and is never sent again.
    func generate(_ order: PictureOrder, _ journal: any AttemptJournal) async throws(GenerationError) -> Generated

    /// Waits for a task that was accepted earlier; submits nothing.
    func resume(
        _ task: ProviderTaskID, _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated

    /// Asks, without a billed call, whether the provider could be used; may answer from a recent asking.
    func health() async -> ProviderHealth
}

extension ImageProvider {
    package func check(_ order: PictureOrder) throws(GenerationError) {}

    package func resume(
        _ task: ProviderTaskID, _ order: PictureOrder, _ journal: any AttemptJournal
    ) async throws(GenerationError) -> Generated {
        throw .invalid(
            "resume",
            LocalizedText(
                zh: "\(facts.id)没有可以继续查询的任务", en: "\(facts.id) has no tasks that can be resumed"))
    }

    package func health() async -> ProviderHealth { facts.isConfigured ? .healthy : .disabled }
}

/// What a provider gave.
package struct Generated: Sendable {
    package var picture: Picture
    /// What it cost, where the provider says so or it is known for certain.
    package var costMicroUSD: Int?
    /// What was found when it was checked and edited.
    package var warnings: [PictureWarning]

    /// A picture and its price.
    package init(_ picture: Picture, costMicroUSD: Int? = nil, warnings: [PictureWarning] = []) {
        self.picture = picture
        self.costMicroUSD = costMicroUSD
        self.warnings = warnings
    }
}
