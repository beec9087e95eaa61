/// Writes log lines: one JSON object each, with what is bound to this logger in every line.
///
/// A value to be passed and copied freely; `with…` gives a logger that knows more. Writing a line takes about a
/// microsecond and never blocks: a thread of the sink's own does the writing.
package struct Logger: Sendable {
    /// Lines below are not made.
    package let level: LogLevel
    private let sink: LogSink?
    private let service: String
    private let requestID: String?
    /// After level: service and request id, in the sink's format.
    private let head: [UInt8]
    /// After the event: the bound fields, in the sink's format.
    private let bound: [UInt8]

    /// `service` stands in every line.
    package init(service: String, level: LogLevel = .info, to sink: LogSink) {
        self.init(service: service, requestID: nil, level: level, sink: sink, bound: [])
    }

    private init(service: String, requestID: String?, level: LogLevel, sink: LogSink?, bound: [UInt8]) {
        self.service = service
        self.requestID = requestID
        self.level = level
        self.sink = sink
        self.bound = bound
        head = sink.map { $0.format.head(service: service, requestID: requestID) } ?? []
    }

    /// Writes nothing.
    package static let disabled = Logger(service: "", requestID: nil, level: .error, sink: nil, bound: [])

    /// The same with `requestId` in every line.
    package func with(requestID: String) -> Logger {
        Logger(service: service, requestID: requestID, level: level, sink: sink, bound: bound)
    }

    /// The same with `fields` in every line.
    package func with(_ fields: LogFields) -> Logger {
        guard let sink else { return self }
        return Logger(
            service: service, requestID: requestID, level: level, sink: sink,
            bound: bound + sink.format.bytes(of: fields))
    }

    package func isEnabled(_ level: LogLevel) -> Bool {
        sink != nil && level >= self.level
    }

    /// One line. `event` is a constant name such as `image_generation_start`; what varies goes into `fields`.
    package func log(_ level: LogLevel, _ event: StaticString, _ fields: @autoclosure () -> LogFields = [:]) {
        guard let sink, level >= self.level else { return }
        sink.write(LogLine(level: level, event: event, head: head, bound: bound, fields: fields()))
    }

    package func trace(_ event: StaticString, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.trace, event, fields())
    }

    /// Success of normal work.
    package func debug(_ event: StaticString, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.debug, event, fields())
    }

    /// A step an operator wants to see once.
    package func info(_ event: StaticString, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.info, event, fields())
    }

    /// Something was degraded.
    package func warning(_ event: StaticString, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.warning, event, fields())
    }

    /// Someone must look. Written out without the usual short wait.
    package func error(_ event: StaticString, _ fields: @autoclosure () -> LogFields = [:]) {
        log(.error, event, fields())
    }

    /// Blocks until every line so far is written, at most `limit`: for the end of the process.
    package func flush(atMost limit: Duration = .seconds(2)) {
        sink?.flush(atMost: limit)
    }
}

/// All that one line says, except the time.
struct LogLine {
    let level: LogLevel
    let event: StaticString
    let head: [UInt8]
    let bound: [UInt8]
    let fields: LogFields
}
