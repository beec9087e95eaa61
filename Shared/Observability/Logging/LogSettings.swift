import Settings

/// `LOG_*`.
package struct LogSettings: Sendable {
    package var level: LogLevel
    package var format: LogFormat
    /// Also written there, besides standard output.
    package var file: String?

    package init(level: LogLevel = .info, format: LogFormat = .json, file: String? = nil) {
        self.level = level
        self.format = format
        self.file = file
    }

    package init(_ read: inout SettingsReader) {
        level = read(Self.level)
        format = read(Self.format)
        file = read(Self.file)
    }

    package static let level = Setting(
        "LOG_LEVEL", .choice(of: LogLevel.self), default: .info, help: "Lines below this level are not written.")
    package static let format = Setting(
        "LOG_FORMAT", .choice(of: LogFormat.self), default: .json,
        help: "json: one object a line; text: for eyes.")
    package static let file = Setting("LOG_FILE", .path, help: "Log lines are also appended to this file.")
}

extension Logger {
    /// Writes to standard output, and to the file if one is set. Throws `LogSinkError`.
    package init(service: String, settings: LogSettings) throws(LogSinkError) {
        self.init(
            service: service, level: settings.level,
            to: try LogSink(format: settings.format, file: settings.file))
    }
}
