import ImageWorkerCore

/// What every provider that is sent requests must be able to do; `TaskDriver` does the rest.
package protocol PictureSubmitting: Sendable {
    /// Sends one request that may cost money. Never sends it twice by itself.
    func submit(_ order: PictureOrder, _ turn: SubmitTurn) async -> SubmitOutcome

    /// Gets the bytes of a finished picture and checks that they are one.
    func fetch(_ source: PictureSource) async throws(GenerationError) -> Picture
}

/// A provider whose pictures are made by tasks that are looked at.
package protocol TaskProvider: PictureSubmitting {
    /// Asks once how a task is.
    func look(at task: ProviderTaskID) async -> LookOutcome
}

/// What a submit needs to know besides the order.
package struct SubmitTurn: Sendable {
    /// Hears of the provider's id as soon as a streamed answer names it, and of pictures on the way.
    package let journal: any AttemptJournal
    /// Parameters of the request that the provider did not like, to be left out.
    package let leftOut: Set<String>

    /// A turn whose request carries everything but those.
    package init(journal: any AttemptJournal, leftOut: Set<String> = []) {
        self.journal = journal
        self.leftOut = leftOut
    }
}
