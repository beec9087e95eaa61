import ImageWorkerCore
import Observability

/// Figures of attempts, by provider.
package struct AttemptMetrics: AttemptObserver {
    private let ended: Labelled<Counter>
    private let durations: Labelled<Histogram>
    private let warnings: Labelled<Counter>

    /// Registers `image_attempts_total`, `image_attempt_duration_seconds` and `image_picture_warnings_total`.
    package init(_ metrics: Metrics) {
        ended = metrics.counter(
            "image_attempts_total", help: "Attempts that ended, by provider and outcome.",
            labels: ["provider", "outcome"])
        durations = metrics.histogram(
            "image_attempt_duration_seconds", help: "From an attempt's begin to its end.", labels: ["provider"],
            buckets: [0.1, 0.5, 1, 2, 4, 8, 16, 30, 60, 120, 300])
        warnings = metrics.counter(
            "image_picture_warnings_total",
            help: "Pictures delivered with a warning: blank, torn, not edited, a wish without effect.",
            labels: ["provider", "warning"])
    }

    package func ended(_ outcome: AttemptOutcome, after duration: Duration) {
        let provider = outcome.provider?.id.name ?? "none"
        ended.with(provider, outcome.failure?.errorCode.rawValue ?? "DONE").increment()
        durations.with(provider).observe(duration)
        for warning in outcome.generated?.warnings ?? [] { warnings.with(provider, warning.name).increment() }
    }
}

extension Metrics {
    /// What attempts and their spool hold now.
    package func register(_ attempts: Attempts, _ spool: SpillingSpool) {
        gauge(
            "image_attempts_running", help: "Attempts that run now, by the provider that they are at or wait for.",
            label: "provider"
        ) { attempts.runningByProvider.mapValues(Double.init) }
        gauge(
            "image_spool_bytes", help: "Bytes of finished pictures that are held, by the provider that made them.",
            label: "provider"
        ) { spool.bytesByProvider.mapValues(Double.init) }
    }
}
