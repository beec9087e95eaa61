import EventLoop
import Lifecycle
import Observability
import Settings

/// What every composition root starts from.
package struct ProcessBase: Sendable {
    package let settings: ProcessSettings
    package let loop: EventLoop
    package let time: LoopTime
    package let logger: Logger
    package let metrics: Metrics
    package let drain: Drain
}
