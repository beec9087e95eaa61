import Glibc

/// The limit of open files, which sockets count against.
package enum FileDescriptors {
    /// Raises the soft limit to the hard one: thousands of waiting requests are thousands of sockets. What cannot be
    /// raised stays as it was; the server refuses connections before it runs out.
    package static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
