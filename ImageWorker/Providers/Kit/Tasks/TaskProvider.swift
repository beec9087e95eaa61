import ImageWorkerCore

/// What a provider whose pictures are made by tasks must be able to do; `TaskDriver` does the rest.
package protocol TaskProvider: Sendable {
    /// Sends one request that may cost money. Never sends it twice by itself.
    func submit(_ order: PictureOrder) async -> SubmitOutcome

    /// Asks once how a task is.
    func look(at task: ProviderTaskID) async -> LookOutcome

    /// Gets the bytes of a finished picture and checks that they are one.
    func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture
}
