import FoundationEssentials
import Glibc
import Observability

/// A logger whose lines a test can read.
package final class LogCapture: Sendable {
    package let logger: Logger
    private let descriptor: Int32

    /// Keeps lines in a file without a name. Copies of the logger may outlive this: the sink has a descriptor of its own.
    package init(level: LogLevel = .trace, format: LogFormat = .json, service: String = "test") throws {
        var template = Array("/tmp/log-capture-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw NeverHappened(what: "a file for log lines") }
        defer { unlink(template) }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        logger = Logger(
            service: service, level: level,
            to: try LogSink(format: format, descriptor: Self.nowhere, file: path))
    }

    deinit { close(descriptor) }

    private static let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)

    /// Every whole line so far.
    package func lines() -> [String] {
        logger.flush()
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The lines as objects, numbers and texts alike as text.
    package func events() throws -> [[String: String]] {
        try lines().map { line in
            try JSONDecoder().decode([String: LooseText].self, from: Data(line.utf8)).mapValues(\.text)
        }
    }

    private struct LooseText: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let string = try? container.decode(String.self) {
                text = string
            } else if let flag = try? container.decode(Bool.self) {
                text = flag.description
            } else if let whole = try? container.decode(Int.self) {
                text = whole.description
            } else if container.decodeNil() {
                text = "null"
            } else {
                text = try container.decode(Double.self).description
            }
        }
    }
}
