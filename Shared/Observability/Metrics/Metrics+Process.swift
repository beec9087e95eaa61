import Glibc

extension Metrics {
    /// CPU, memory, descriptors and start of this process, under the names Prometheus clients share.
    ///
    /// Reading them asks `/proc`: about as long as there are descriptors, so not on a loop thread.
    package func registerProcess() {
        counter(
            "process_cpu_seconds_total", help: "User and system CPU time in seconds.", read: ProcessFigures.cpuSeconds)
        gauge("process_resident_memory_bytes", help: "Resident memory.", read: ProcessFigures.residentBytes)
        gauge("process_open_fds", help: "Open file descriptors.", read: ProcessFigures.openDescriptors)
        gauge("process_max_fds", help: "Most file descriptors allowed.", read: ProcessFigures.maxDescriptors)
        let start = ProcessFigures.startTime()
        gauge("process_start_time_seconds", help: "Start of the process in seconds since 1970.") { start }
    }
}

/// What the kernel knows about this process. 0 where it does not say.
enum ProcessFigures {
    @Sendable static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    @Sendable static func residentBytes() -> Double {
        let pages = read("/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    @Sendable static func openDescriptors() -> Double {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Not `.`, `..` and the folder's own.
        return Double(max(0, count - 3))
    }

    @Sendable static func maxDescriptors() -> Double {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Double(limit.rlim_cur)
    }

    static func startTime() -> Double {
        // The name of the program, field 2, may hold spaces; field 22 counts from boot in ticks.
        let fields = read("/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
        let boot = read("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }?.dropFirst(6)
        guard fields.count > 19, let ticks = Double(fields[19]), let boot, let bootTime = Double(boot) else { return 0 }
        return bootTime + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }

    private static func read(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(file, &bytes, bytes.count)
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    }
}
