import Glibc

/// What the machine has left for this process.
enum MachineFigures {
    /// Bytes that an unprivileged process may still write where `path` lies, or will lie once it is made; nil when the
    /// system does not say.
    static func freeBytes(at path: String) -> Int? {
        var figures = statvfs()
        var place = path
        while statvfs(place, &figures) != 0 {
            guard errno == ENOENT, let above = parent(of: place) else { return nil }
            place = above
        }
        return Int(
            clamping: UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize)).partialValue)
    }

    /// The folder that `path` is in; nil for the first of all.
    private static func parent(of path: String) -> String? {
        guard path != "/", path != "." else { return nil }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Bytes of memory that this process holds; nil when the system does not say.
    static func residentBytes() -> Int? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(file, &bytes, bytes.count)
        let fields = String(decoding: bytes[..<max(0, count)], as: UTF8.self).split(separator: " ")
        return fields.dropFirst().first.flatMap { Int($0) }.map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
    }
}
