import Glibc

/// How many descriptors the process may hold. Shells give 1,024; thousands of clients need more.
enum DescriptorLimit {
    /// Raises the soft limit to the hard one, which needs no rights.
    static func raise() {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(kind, &limit)
    }
}
