import Glibc

/// What the kernel says about a running process.
package struct ProcessFigures: Sendable {
    /// Memory that it holds now, in bytes (`VmRSS`).
    package let residentBytes: Int
    /// The most that it has held, in bytes (`VmHWM`).
    package let peakBytes: Int
    /// CPU time of all its threads, the ended ones included.
    package let cpu: Duration

    /// Reads `/proc/<pid>/status` and `/proc/<pid>/stat`; nil once the process has gone.
    package init?(of pid: pid_t) {
        guard let status = readWhole("/proc/\(pid)/status"), let stat = readWhole("/proc/\(pid)/stat"),
            let resident = Self.kilobytes("VmRSS:", in: status), let peak = Self.kilobytes("VmHWM:", in: status)
        else { return nil }
        // The second field, the name in brackets, may hold spaces: count from its end. utime and stime are 14 and 15.
        guard let bracket = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[bracket...].split(separator: " ")
        guard fields.count > 13, let user = Int(fields[12]), let system = Int(fields[13]) else { return nil }
        residentBytes = resident * 1024
        peakBytes = peak * 1024
        cpu = .milliseconds((user + system) * 1000 / sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func kilobytes(_ name: String, in status: String) -> Int? {
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
    }
}

/// The content of a small file as text; nil when it cannot be read.
func readWhole(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
        bytes.append(contentsOf: buffer[..<count])
    }
}
