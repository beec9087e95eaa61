import HTTPCore
import Observability

/// Counts answers by class of status and measures how long they took.
package struct RequestMetrics: RequestObserver {
    private let byClass: [Counter]
    private let left: Counter
    private let durations: Histogram

    /// Registers `http_requests_total`, `http_clients_left_total` and `http_request_duration_seconds`.
    package init(_ metrics: Metrics) {
        let requests = metrics.counter(
            "http_requests_total", help: "Answered requests by class of status.", labels: ["class"])
        byClass = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"].map { requests.with($0) }
        left = metrics.counter("http_clients_left_total", help: "Clients that left before their answer was complete.")
        durations = metrics.histogram(
            "http_request_duration_seconds", help: "From the whole head to the end of the answer.")
    }

    package func answered(_ summary: RequestSummary) {
        let index = summary.status.code / 100
        byClass[byClass.indices.contains(index) ? index : 0].increment()
        if summary.clientLeft { left.increment() }
        durations.observe(summary.duration)
    }
}
