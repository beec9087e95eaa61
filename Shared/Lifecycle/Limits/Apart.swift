/// Runs `work` in a child task and waits for it.
///
/// A task keeps room for the deepest call that it ever made, until it ends. What waits for minutes afterwards makes such
/// calls apart, so that their memory goes with them.
package func apart<Result: Sendable>(_ work: @escaping @Sendable () async -> Result) async -> Result {
    async let result = work()
    return await result
}
