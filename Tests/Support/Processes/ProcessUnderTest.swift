import Glibc
import JSON
import Locks

/// One of our programs, started as a process of its own. Killed, with all that it started, when this value goes.
package final class ProcessUnderTest: Sendable {
    /// What is known of the process.
    package struct Observed: Sendable {
        /// Lines of standard output and standard error, in the order they came.
        package fileprivate(set) var lines: [String] = []
        package fileprivate(set) var exit: ExitStatus?
        fileprivate var pid: pid_t?
        fileprivate var startError: (any Error)?
        fileprivate var outputEnded = false
    }

    package let name: String
    package let pid: pid_t
    private let observed: Watched<Observed>
    // Settings and data of the process; removed with it.
    private let folder: TemporaryFolder

    /// Starts the executable of that name from the folder of the test's own executable, in an empty working folder.
    ///
    /// `environment` is all it gets, besides PATH and what the sanitizers of the test itself were told. A name that begins with a slash is a path of its own.
    package static func start(
        _ name: String, _ arguments: [String] = [], environment: [String: String] = [:], folder: TemporaryFolder? = nil
    ) async throws -> ProcessUnderTest {
        let folder = try folder ?? TemporaryFolder()
        let observed = Watched(Observed())
        var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        variables.merge(environment) { $1 }
        let path = try name.hasPrefix("/") ? name : buildFolder() + "/" + name
        // Not the folder itself: it would stay where the test run ends before that thread does.
        let started = Thread.start { [variables, place = folder.path] in
            Self.live(path, arguments, variables, place, observed)
        }
        guard started else { throw SpawnFailed(path: path, errno: EAGAIN) }
        let pid = try await observed.wait(for: "start of \(name)") { observed in
            if let error = observed.startError { throw error }
            return observed.pid
        }
        return ProcessUnderTest(name: name, pid: pid, observed: observed, folder: folder)
    }

    private init(name: String, pid: pid_t, observed: Watched<Observed>, folder: TemporaryFolder) {
        self.name = name
        self.pid = pid
        self.observed = observed
        self.folder = folder
    }

    deinit {
        killGroup()
        // What dies may still write into the folder, which goes next; a killed process is gone in milliseconds.
        for _ in 0..<2000 where observed.value.exit == nil { usleep(1000) }
    }

    /// Lines that the process has written so far.
    package var lines: [String] { observed.value.lines }

    /// Sends a signal to the process alone; none once it has ended.
    package func send(_ signal: Int32) {
        if observed.value.exit == nil { kill(pid, signal) }
    }

    /// Kills the process and all that it has started.
    package func killGroup() {
        kill(-pid, SIGKILL)
    }

    /// How the process ended; its output is whole by then. Throws `NeverHappened` when it does not end within `limit`.
    package func waitForExit(within limit: Duration = .seconds(60)) async throws -> ExitStatus {
        try await observed.wait(for: "exit of \(name)", within: limit) { $0.outputEnded ? $0.exit : nil }
    }

    /// The first log line, from the `index`th on, whose `event` is that one and that `matches`.
    ///
    /// Throws `ProcessEnded` with the end of the output as soon as the process has ended without it.
    @discardableResult
    package func event(
        _ event: String, from index: Int = 0, within limit: Duration = .seconds(60),
        where matches: @escaping @Sendable (JSONValue) -> Bool = { _ in true }
    ) async throws -> JSONValue {
        let name = name
        return try await observed.wait(for: "event \(event) of \(name)", within: limit) { observed in
            for line in observed.lines.dropFirst(index) where line.contains(event) {
                guard let value = try? JSONValue.parse(line), value["event"]?.string == event else { continue }
                if matches(value) { return value }
            }
            guard let exit = observed.exit, observed.outputEnded else { return nil }
            throw ProcessEnded(name: name, exit: exit, output: Array(observed.lines.suffix(20)))
        }
    }

    /// The port of the `listening` event.
    package func port(within limit: Duration = .seconds(60)) async throws -> Int {
        guard let port = try await event("listening", within: limit)["port"]?.int else {
            throw NeverHappened(what: "a port in the listening event of \(name)")
        }
        return port
    }

    /// The folder of the running executable, where the build puts all of them.
    package static func buildFolder() throws -> String {
        var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = path.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? -1
        }
        guard count > 0, let slash = path[..<count].lastIndex(of: UInt8(ascii: "/")) else {
            throw NeverHappened(what: "a path in /proc/self/exe")
        }
        return String(decoding: path[..<slash], as: UTF8.self)
    }

    /// The life of the process, on a thread of its own: the process dies with that thread.
    private static func live(
        _ path: String, _ arguments: [String], _ environment: [String: String], _ folder: String,
        _ observed: Watched<Observed>
    ) {
        var ends: [Int32] = [-1, -1]
        // Not a pipe: only sockets are closed for other children from the start, and Swift cannot see pipe2.
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            let code = errno
            return observed.update { $0.startError = SpawnFailed(path: path, errno: code) }
        }
        let (reading, writing) = (ends[0], ends[1])
        do {
            let spawn = Spawn(
                path: path, arguments: arguments, environment: environment, folder: folder, output: writing)
            let pid = try spawn.start()
            close(writing)
            observed.update { $0.pid = pid }
            if !Thread.start({ collectLines(reading, observed) }) { close(reading) }
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            let exit = ExitStatus(waitStatus: status)
            observed.update { $0.exit = exit }
        } catch {
            close(writing)
            close(reading)
            observed.update { $0.startError = error }
        }
    }

    private static func collectLines(_ descriptor: Int32, _ observed: Watched<Observed>) {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        var rest: [UInt8] = []
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest.append(contentsOf: buffer[..<count])
            var lines: [String] = []
            while let end = rest.firstIndex(of: 0x0A) {
                lines.append(String(decoding: rest[..<end], as: UTF8.self))
                rest.removeSubrange(...end)
            }
            observed.update { [lines] in $0.lines.append(contentsOf: lines) }
        }
        close(descriptor)
        let last = String(decoding: rest, as: UTF8.self)
        observed.update { observed in
            if !last.isEmpty { observed.lines.append(last) }
            observed.outputEnded = true
        }
    }
}

/// A process ended before what was waited for.
package struct ProcessEnded: Error, CustomStringConvertible {
    package let name: String
    package let exit: ExitStatus
    package let output: [String]

    package var description: String {
        "\(name) ended (\(exit)); its last lines:\n" + output.joined(separator: "\n")
    }
}
