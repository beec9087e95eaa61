import Glibc
import Observability
import Settings

/// One of our two programs: its settings, what it serves, and what it adds to the command line.
package protocol ServingProgram: Sendable {
    /// The executable's name.
    static var name: String { get }
    /// What the program is, in a sentence.
    static var summary: String { get }
    /// Commands beyond those that both programs know, each with a line of help.
    static var ownCommands: [(name: String, help: String)] { get }

    /// Asks for every setting.
    init(_ read: inout SettingsReader)

    var process: ProcessSettings { get }
    var log: LogSettings { get }

    /// The composition root.
    func build(_ base: ProcessBase) async throws -> Serving

    /// What is configured and what is missing, a line each; for `check`.
    func findings() -> [String]

    /// Runs a command of the program's own.
    func run(_ command: String, _ arguments: [String]) -> ExitCode
}

extension ServingProgram {
    /// The program's entry: reads the command line and ends the process with its code.
    package static func main() {
        let command = Command(Array(CommandLine.arguments.dropFirst()), own: ownCommands.map(\.name))
        exit(run(command).rawValue)
    }

    static func run(_ command: Command) -> ExitCode {
        switch command {
        case .help: StandardOutput.print(help)
        case .settings: StandardOutput.print(SettingsTable.markdown([(name, descriptions)]))
        case .version: StandardOutput.print("\(name) \(Product.version)\n")
        case .wrong(let why):
            StandardError.print("\(name): \(why); `\(name) --help` lists what there is")
            return .usage
        case .serve: return withSettings { program, _ in program.serve() }
        case .check: return withSettings { program, readings in program.check(readings) }
        case .probe:
            return withSettings { program, _ in Probe.run(host: program.process.host, port: program.process.port) }
        case .other(let own, let arguments): return withSettings { program, _ in program.run(own, arguments) }
        }
        return .done
    }

    /// Reads the settings; what is wrong with them goes to the person who starts the process, all at once.
    private static func withSettings(_ body: (Self, [SettingReading]) -> ExitCode) -> ExitCode {
        var reader = SettingsReader(SettingsSource())
        let program = Self(&reader)
        do {
            try reader.finish()
        } catch {
            StandardError.print("\(name): the settings are wrong:\n\(error)")
            return .usage
        }
        return body(program, reader.readings)
    }

    private func serve() -> ExitCode {
        ServingProcess(name: Self.name, settings: process, log: log).run { base in try await build(base) }
    }

    private func check(_ readings: [SettingReading]) -> ExitCode {
        StandardOutput.print(SettingsTable.report(readings) + "\n" + findings().map { $0 + "\n" }.joined())
        return .done
    }

    private static var descriptions: [SettingDescription] {
        SettingsReader.descriptions { read in _ = Self(&read) }
    }

    private static var help: String {
        let commands =
            [
                ("serve", "Run until stopped; also without a command."),
                ("check", "Say what is set, from where, and what is missing."),
                ("settings", "Print the table of settings as Markdown, as the README has it."),
                ("probe", "Ask the running process whether it is ready; exit 0 if so."),
            ] + ownCommands
        return """
            \(name) \(Product.version): \(summary)

            Usage: \(name) [command]

            \(commands.map { "  \($0.0)\n      \($0.1)" }.joined(separator: "\n"))
              --help, --version

            Exit codes: 0 done, 1 failed, 2 wrong use or settings.

            Settings: from the environment, from .env in the working directory, or NAME_FILE naming a file.

            \(SettingsTable.help(descriptions))
            """
    }
}
