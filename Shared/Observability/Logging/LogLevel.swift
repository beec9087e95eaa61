/// How much a line matters.
package enum LogLevel: String, Sendable, CaseIterable, Comparable {
    case trace, debug, info, warning, error

    package static func < (one: LogLevel, other: LogLevel) -> Bool {
        one.order < other.order
    }

    private var order: Int {
        switch self {
        case .trace: 0
        case .debug: 1
        case .info: 2
        case .warning: 3
        case .error: 4
        }
    }
}

/// How lines look.
package enum LogFormat: String, Sendable, CaseIterable {
    /// One JSON object a line.
    case json
    /// For eyes: time, level, service, request, event, `key=value`.
    case text
}
