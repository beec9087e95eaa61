import Glibc

extension LogFormat {
    /// Service and request id as they stand in every line of a logger.
    func head(service: String, requestID: String?) -> [UInt8] {
        // Escaping makes six bytes of one at most; the names of keys take the rest.
        bytes(capacity: 64 + 6 * (service.utf8.count + (requestID?.utf8.count ?? 0))) { buffer in
            switch self {
            case .json:
                buffer.append("\",\"service\":\"")
                buffer.append(escaped: service)
                if let requestID {
                    buffer.append("\",\"requestId\":\"")
                    buffer.append(escaped: requestID)
                }
                buffer.append("\",\"event\":\"")
            case .text:
                buffer.append(" ")
                buffer.append(escaped: service)
                if let requestID {
                    buffer.append(" ")
                    buffer.append(escaped: requestID)
                }
                buffer.append(" ")
            }
        }
    }

    /// Fields as they stand in a line, each with what separates it from the one before.
    func bytes(of fields: LogFields) -> [UInt8] {
        bytes(capacity: 32_768) { append(fields, to: $0) }
    }

    /// One whole line with its end.
    func append(_ line: LogLine, time: [UInt8], to buffer: LineBuffer) {
        switch self {
        case .json:
            buffer.append("{\"timestamp\":\"")
            buffer.append(time)
            buffer.append("\",\"level\":\"")
            buffer.append(line.level.lowercaseName)
        case .text:
            buffer.append(time)
            buffer.append(" ")
            buffer.append(line.level.paddedName)
        }
        buffer.append(line.head)
        buffer.append(line.event)
        if self == .json { buffer.append("\"") }
        buffer.append(line.bound)
        append(line.fields, to: buffer)
        buffer.append(self == .json ? "}\n" : "\n")
    }

    private func append(_ fields: LogFields, to buffer: LineBuffer) {
        for (key, value) in fields.entries {
            buffer.append(self == .json ? ",\"" : " ")
            buffer.append(escaped: key)
            buffer.append(self == .json ? "\":" : "=")
            buffer.append(value: value)
        }
    }

    private func bytes(capacity: Int, _ body: (LineBuffer) -> Void) -> [UInt8] {
        let buffer = LineBuffer(capacity: capacity)
        guard buffer.appendWhole(body) else { return [] }
        return Array(buffer.bytes)
    }
}

extension LineBuffer {
    /// A value as JSON; the text format shows the same.
    func append(value: LogValue) {
        switch value {
        case .string(let text):
            append("\"")
            append(escaped: text)
            append("\"")
        case .integer(let number): append(number)
        case .double(let number):
            if number.isFinite { append(escaped: number.description) } else { append("null") }
        case .bool(let flag): append(flag ? "true" : "false")
        case .milliseconds(let duration): append(milliseconds: duration)
        }
    }

    private func append(milliseconds duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return append("null") }
        let (microseconds, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        guard !carried else { return append("null") }
        if microseconds < 0 { append("-") }
        append(digits: UInt(microseconds.magnitude / 1000))
        append(".")
        append(digits: UInt(microseconds.magnitude % 1000), width: 3)
    }
}

extension LogLevel {
    fileprivate var lowercaseName: StaticString {
        switch self {
        case .trace: "trace"
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    fileprivate var paddedName: StaticString {
        switch self {
        case .trace: "TRACE  "
        case .debug: "DEBUG  "
        case .info: "INFO   "
        case .warning: "WARNING"
        case .error: "ERROR  "
        }
    }
}
