/// Where a provider writes down what must not be lost, in the order in which it happens.
///
/// Each call returns when the fact is as durable as the spool is; the caller goes on only then.
package protocol AttemptJournal: Sendable {
    /// Call right before a request that may cost money leaves, each time. A throw means that it must not leave:
    /// nobody waits for it any more (`.cancelled`), or the process is on its way out (`.shuttingDown`).
    func submitting() async throws(GenerationError)

    /// Call when the answer says that certainly nothing was made and another try is waited for, with what it was.
    func notSubmitted(_ why: GenerationError) async

    /// Call before waiting for leave to submit. `stop` is called, once at most, when nobody waits for the picture any
    /// more (`.cancelled`) or the process is on its way out (`.shuttingDown`); a throw says that it is so already.
    func waits(_ stop: @escaping @Sendable (GenerationError) -> Void) throws(GenerationError)

    /// Call when that wait is over, however it ended.
    func waited()

    /// Call the moment the provider has accepted, and may have charged.
    ///
    /// A spool that cannot take it stops nothing: the task is paid for and is waited for all the same.
    func accepted(_ task: ProviderTaskID) async

    /// Call after each look at the task that found it unfinished. Never waits.
    func polled(_ count: Int, state: String)

    /// Call for each unfinished picture that the provider sends on the way, numbered from 0. Never waits.
    func partial(_ index: Int, _ picture: Picture)
}

extension AttemptJournal {
    /// Nobody ends the wait.
    package func waits(_ stop: @escaping @Sendable (GenerationError) -> Void) throws(GenerationError) {}
    package func waited() {}
}
