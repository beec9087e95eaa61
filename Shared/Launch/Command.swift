/// What a process is asked to do on its command line.
package enum Command: Sendable, Equatable {
    /// Run until stopped; also without any argument.
    case serve
    /// Say what is configured and what is missing.
    case check
    /// Ask the running process whether it is ready; for health checks of containers.
    case probe
    /// Print the table of settings as Markdown, as the README has it.
    case settings
    case help
    case version
    /// A command of the process's own, with its arguments.
    case other(String, [String])
    /// Not understood.
    case wrong(String)

    /// Reads the arguments after the program's name; `own` are the names that the process adds.
    package init(_ arguments: [String], own: [String] = []) {
        guard let first = arguments.first else {
            self = .serve
            return
        }
        let rest = Array(arguments.dropFirst())
        if own.contains(first) {
            self = .other(first, rest)
        } else if let known = Self.named[first] {
            self = rest.isEmpty ? known : .wrong("\(first) takes no argument, given \(rest[0])")
        } else {
            self = .wrong("unknown command \(first)")
        }
    }

    private static let named: [String: Command] = [
        "serve": .serve, "check": .check, "probe": .probe, "settings": .settings,
        "--help": .help, "-h": .help, "help": .help, "--version": .version, "version": .version,
    ]
}

/// How a process ends.
package enum ExitCode: Int32, Sendable {
    case done = 0
    case failed = 1
    /// Wrong use or wrong settings.
    case usage = 2
}
