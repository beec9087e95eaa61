/// What a test waited for did not come to pass in time.
package struct NeverHappened: Error, CustomStringConvertible {
    package let what: String
    package var description: String { "never happened: \(what)" }

    /// Names what was waited for.
    package init(what: String) { self.what = what }
}

/// Waits until `condition` holds; throws `NeverHappened`, naming `what`, when it does not within `limit`, which is far
/// longer than a loaded machine takes: it ends a test that is broken, and measures nothing.
package func eventually(
    _ what: String, within limit: Duration = .seconds(60), _ condition: @Sendable () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now.advanced(by: limit)
    while try await !condition() {
        if ContinuousClock.now > deadline { throw NeverHappened(what: what) }
        // Polled, for the condition may lie where nobody tells of a change: in the kernel, in another process.
        try await Task.sleep(for: .milliseconds(1))
    }
}
