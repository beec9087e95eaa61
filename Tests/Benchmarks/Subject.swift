import CLinux
import FoundationEssentials
import Glibc
import TestSupport

/// A server being measured, its output in a file, on a port found before.
struct Subject {
    let name: String
    let port: Int
    let process: ProcessUnderTest
    /// From the moment of starting to the first answer with status 200.
    let startTime: Duration
    let log: String

    /// Runs `command` by a shell that it replaces, and returns once `path` is answered with 200.
    ///
    /// `PORT` and `LOG` (a file in `folder`) are set in its environment.
    static func start(
        _ name: String, _ command: String, environment: [String: String] = [:], ready path: String,
        port: Int? = nil, in folder: TemporaryFolder
    ) async throws -> Subject {
        let port = try port ?? freePort()
        let log = "\(folder.path)/\(name)-\(port).log"
        let variables = ["PORT": "\(port)", "LOG": log, "HOST": "127.0.0.1"].merging(environment) { $1 }
        let began = ContinuousClock.now
        let process = try await ProcessUnderTest.start(
            "/bin/sh", ["-c", "exec \(command)"], environment: variables, folder: folder)
        try await eventually("\(name) answering on \(port)", within: .seconds(30)) {
            (try? await PlainHTTP(port: port).get(path).status) == 200
        }
        return Subject(name: name, port: port, process: process, startTime: ContinuousClock.now - began, log: log)
    }

    /// One of our programs, its output in the log.
    static func ours(
        _ program: String, arguments: String = "", environment: [String: String] = [:], ready path: String = "/livez",
        in folder: TemporaryFolder
    ) async throws -> Subject {
        let executable = try ProcessUnderTest.buildFolder() + "/" + program
        return try await start(
            program, #""\#(executable)" \#(arguments) >"$LOG" 2>&1"#, environment: environment, ready: path, in: folder)
    }

    /// CPU time and memory now.
    func figures() throws -> ProcessFigures {
        guard let figures = ProcessFigures(of: process.pid) else { throw NeverHappened(what: "\(name) still running") }
        return figures
    }

    /// Ends the process.
    func stop() async throws {
        process.killGroup()
        _ = try await process.waitForExit()
    }

    /// Whole lines of the log that hold `text`.
    func logLines(with text: String) throws -> Int {
        let wanted = Array(text.utf8)
        return try Array(Data(contentsOf: URL(fileURLWithPath: log))).split(separator: 0x0A).count { line in
            line.firstRange(of: wanted) != nil
        }
    }

    /// A port that was free a moment ago.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) | getsockname(descriptor, $0, &size)
            }
        }
        guard code == 0 else { throw NeverHappened(what: "a free port") }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
