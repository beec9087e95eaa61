import Glibc
import TestSupport

/// The command line of the scripted provider.
struct ScriptedOptions {
    var port = 0
    var pictureBytes = 20_000
    var script = JimengScript()

    static let help = """
        scripted-provider [--port N] [--picture-bytes N] [--ready-after SECONDS] [--unready-looks N]
                          [--submit-takes SECONDS] [--answer base64|url|immediate] [--fail-first CODE] [--cut-first] [--silent]
        Also by PORT, PICTURE_BYTES, READY_SECONDS and ANSWER in the environment; an option wins.
        GET /stats?interval=2 tells what was submitted, billed and delivered, and with what delay.
        """

    private static let variables = [
        ("PORT", "--port"), ("PICTURE_BYTES", "--picture-bytes"), ("READY_SECONDS", "--ready-after"),
        ("ANSWER", "--answer"),
    ]

    /// Nil for what it does not know.
    init?(_ arguments: [String], environment: [String: String]) {
        let given = Self.variables.flatMap { name, option in environment[name].map { [option, $0] } ?? [] }
        var rest = (given + arguments)[...]
        while let name = rest.popFirst() {
            if name == "--silent" {
                script.submits = [.silent]
            } else if name == "--cut-first" {
                script.submits = [.cut(billed: true), .accept]
            } else if let value = rest.popFirst() {
                guard take(name, value) else { return nil }
            } else {
                return nil
            }
        }
    }

    private mutating func take(_ name: String, _ value: String) -> Bool {
        switch (name, Int(value), Double(value)) {
        case ("--port", let number?, _): port = number
        case ("--picture-bytes", let number?, _): pictureBytes = number
        case ("--unready-looks", let number?, _): script.unreadyLooks = number
        case ("--ready-after", _, let seconds?): script.readyAfter = .seconds(seconds)
        case ("--submit-takes", _, let seconds?): script.submitTakes = .seconds(seconds)
        case ("--fail-first", let code?, _): script.submits = [.code(code, status: 429), .accept]
        case ("--answer", _, _): return takeAnswer(value)
        default: return false
        }
        return true
    }

    private mutating func takeAnswer(_ value: String) -> Bool {
        switch value {
        case "base64": script.answer = .base64
        case "url": script.answer = .url
        case "immediate": script.submits = [.immediate]
        default: return false
        }
        return true
    }
}

/// Standard output, written at once: whoever started us waits for the line.
enum StandardOut {
    static func line(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
