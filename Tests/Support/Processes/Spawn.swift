import Glibc

/// A program to start, and where its output goes.
struct Spawn {
    let path: String
    let arguments: [String]
    let environment: [String: String]
    let folder: String
    /// Becomes standard output and standard error; stays the caller's to close.
    let output: Int32

    /// Starts the program in a process group of its own, with no signal blocked or ignored.
    ///
    /// It dies with the *thread* that calls this (`PR_SET_PDEATHSIG`, set by setpriv, which then becomes env, which becomes the program), so
    /// that nothing outlives a test run: call it on a thread that stays until the program has ended.
    func start() throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let words = ["setpriv", "--pdeathsig", "KILL", "env", "--chdir", folder, path] + arguments
        let variables = environment.map { "\($0.key)=\($0.value)" }
        var pid = pid_t()
        let code = withStrings(words) { words in
            withStrings(variables) { variables in
                posix_spawnp(&pid, "setpriv", &actions, &attributes, words, variables)
            }
        }
        guard code == 0 else { throw SpawnFailed(path: path, errno: code) }
        return pid
    }

    private func withStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}

/// A program could not be started.
package struct SpawnFailed: Error, CustomStringConvertible {
    package let path: String
    package let errno: Int32
    package var description: String { "cannot start \(path): \(String(cString: strerror(errno)))" }
}
