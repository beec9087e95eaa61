import HTTPCore
import Observability

/// One line for each request.
package struct AccessLog: RequestObserver {
    private let logger: Logger
    private let level: LogLevel

    /// Writes at `level`; answers of 500 and above as warnings.
    package init(logger: Logger, level: LogLevel = .info) {
        self.logger = logger
        self.level = level
    }

    package func answered(_ summary: RequestSummary) {
        let level = summary.status.code >= 500 ? max(level, .warning) : level
        logger.log(level, "request", fields(summary))
    }

    private func fields(_ summary: RequestSummary) -> LogFields {
        var fields: LogFields = [
            "requestId": .string(summary.id), "method": .string(summary.method.name), "path": .string(summary.path),
            "status": .integer(summary.status.code), "bytes": .integer(summary.bytes),
            "duration_ms": .milliseconds(summary.duration), "peer": .string(summary.peer.ip),
        ]
        if summary.clientLeft { fields.append("clientLeft", true) }
        return fields
    }
}
