import ImageWorkerCore
import Lifecycle
import Settings

/// What one provider key lets through, and how many wait for it.
package struct GateLimits: Sendable, Equatable {
    /// Pictures side by side, from before a submit until the picture or the refusal is here; 0: no limit of ours.
    package var concurrency: Int
    /// Submits in any 60 seconds; 0: no limit of ours.
    package var perMinute: Int
    /// Callers that wait at most; further ones are answered 429.
    package var queue: Int
    /// How long nothing is submitted after the first limit in a row, the second, … that came without a `Retry-After`.
    package var pause: Backoff
    /// Who would have to wait longer than this for the end of a cool-down is answered 429 instead.
    package var longestWait: Duration

    /// No limit of ours, 10,000 waiting; pauses from 1 s to 30 s; a minute's patience, as `Backoff` has.
    package init(
        concurrency: Int = 0, perMinute: Int = 0, queue: Int = 10_000,
        pause: Backoff = Backoff(base: .seconds(1), cap: .seconds(30)), longestWait: Duration = .seconds(60)
    ) {
        self.concurrency = concurrency
        self.perMinute = perMinute
        self.queue = queue
        self.pause = pause
        self.longestWait = longestWait
        // How often is the attempt's to say; the gate only asks how long.
        self.pause.maxRetries = .max
    }
}

extension GateLimits {
    /// Asks for the three settings of that provider: one description for all.
    package init(of provider: any ProviderSettings.Type, _ read: inout SettingsReader) {
        let (prefix, name) = (provider.settingsPrefix, provider.id.name)
        self.init(
            concurrency: read(
                Setting(
                    prefix + "_CONCURRENCY", .integer(0...100_000), default: 0, defaultText: "0 (no limit)",
                    help: "Pictures of \(name) side by side, from submit to picture; more wait.")),
            perMinute: read(
                Setting(
                    prefix + "_PER_MINUTE", .integer(0...100_000), default: 0, defaultText: "0 (no limit)",
                    help: "Submits to \(name) in any 60 seconds; more wait.")),
            queue: read(
                Setting(
                    prefix + "_QUEUE", .integer(0...20_000), default: 10_000,
                    help: "Pictures that wait for \(name) at most; more are answered 429.")))
    }
}
