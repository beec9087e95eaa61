/// What a process is asked to do on its command line.
package enum Command: Sendable, Equatable {
    /// Run until stopped; also without any argument.
    case serve
    /// Say what is configured and what is missing.
    case check
    /// Ask the running process whether it is ready; for health checks of containers.
    case probe
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
        switch first {
        case "--help", "-h", "help": self = .help
        case "--version", "version": self = .version
        case _ where own.contains(first): self = .other(first, rest)
        case "serve", "check", "probe":
            if let extra = rest.first {
                self = .wrong("\(first) takes no argument, given \(extra)")
            } else {
                self = first == "serve" ? .serve : first == "check" ? .check : .probe
            }
        default: self = .wrong("unknown command \(first)")
        }
    }
}

/// How a process ends.
package enum ExitCode: Int32, Sendable {
    case done = 0
    case failed = 1
    /// Wrong use or wrong settings.
    case usage = 2
}
