import FoundationEssentials
import Glibc
import Locks

/// Files of pictures under `SPOOL_DIR`, in a folder of this process's own. All calls block.
///
/// The folder is made with the first file and locked as long as the process lives, so that a process that starts later
/// tells what a dead one has left from what a living one needs: several workers may share a `SPOOL_DIR`.
final class SpoolFolder: Sendable {
    private struct State {
        /// Our folder; negative before the first file.
        var folder: CInt = -1
        var name = ""
        var nextFile = 0
    }

    let path: String
    private let state = Locked(State())

    /// Touches nothing yet.
    init(path: String) { self.path = path.isEmpty ? "." : path }

    deinit { remove() }

    /// Writes a file under another name and gives it its own when it is whole; gives back that name.
    ///
    /// Not synced: what is known of the picture is in memory, so the file is of no use after a crash.
    func write(_ bytes: [UInt8]) throws(SpoolError) -> String {
        try state.withLock { state throws(SpoolError) in
            try open(&state)
            do throws(SpoolError) {
                return try Self.write(bytes, &state)
            } catch .io(_, ENOENT) {
                // Somebody has removed the folder under us.
                Self.close(&state)
                try open(&state)
                return try Self.write(bytes, &state)
            }
        }
    }

    /// The whole file of that name.
    func read(_ name: String, count: Int) throws(SpoolError) -> [UInt8] {
        try state.withLock { state throws(SpoolError) in
            let file = openat(state.folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard file >= 0 else { throw .failed("openat") }
            defer { Glibc.close(file) }
            return try FileBytes.read(file, count: count)
        }
    }

    /// Removes the file of that name, if it is there.
    func remove(_ name: String) {
        state.withLock { state in
            guard state.folder >= 0 else { return }
            unlinkat(state.folder, name, 0)
        }
    }

    /// Throws where a file of `size` bytes would not find room; makes the folder.
    func check(for size: Int) throws(SpoolError) {
        try state.withLock { state throws(SpoolError) in
            try open(&state)
            var figures = statvfs()
            guard fstatvfs(state.folder, &figures) == 0 else { throw .failed("fstatvfs") }
            let free = UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize))
            guard free.overflow || free.partialValue >= UInt64(size) else { throw .full }
        }
    }

    /// Removes our folder with all that is in it.
    func remove() {
        state.withLock { state in
            guard state.folder >= 0 else { return }
            Self.empty(path + "/" + state.name, state.folder)
            rmdir(path + "/" + state.name)
            Self.close(&state)
        }
    }

    /// Removes what processes that are dead have left; gives the number of files.
    func removeLeftovers() -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasPrefix(Self.prefix) }.reduce(0) { $0 + removeLeftover(path + "/" + $1) }
    }

    // MARK: - One folder

    private static let prefix = "pictures-"
    private static let suffixes = [".picture", ".partial"]

    private func removeLeftover(_ folder: String) -> Int {
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return 0 }
        defer { Glibc.close(descriptor) }
        // Held by whom it belongs to, as long as that process lives.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return 0 }
        let count = Self.empty(folder, descriptor)
        rmdir(folder)
        return count
    }

    /// Removes our kind of files only.
    @discardableResult
    private static func empty(_ folder: String, _ descriptor: CInt) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.count { name in
            suffixes.contains(where: name.hasSuffix) && unlinkat(descriptor, name, 0) == 0
        }
    }

    private func open(_ state: inout State) throws(SpoolError) {
        guard state.folder < 0 else { return }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .io(call: "createDirectory", code: errno)
        }
        let name = Self.prefix + String(UInt64.random(in: .min ... .max), radix: 16)
        guard mkdir(path + "/" + name, 0o700) == 0 else { throw .failed("mkdir") }
        let folder = Glibc.open(path + "/" + name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard folder >= 0 else { throw .failed("open") }
        guard flock(folder, LOCK_EX | LOCK_NB) == 0 else {
            // A process that starts just now takes it for a dead one's; the next try makes another.
            Glibc.close(folder)
            throw .io(call: "flock", code: EWOULDBLOCK)
        }
        (state.folder, state.name) = (folder, name)
    }

    private static func close(_ state: inout State) {
        Glibc.close(state.folder)
        state.folder = -1
    }

    // MARK: - One file

    private static func write(_ bytes: [UInt8], _ state: inout State) throws(SpoolError) -> String {
        state.nextFile += 1
        let (partial, name) = ("\(state.nextFile).partial", "\(state.nextFile).picture")
        do throws(SpoolError) {
            try write(bytes, to: partial, in: state.folder)
            guard renameat(state.folder, partial, state.folder, name) == 0 else { throw .failed("renameat") }
        } catch {
            unlinkat(state.folder, partial, 0)
            throw error
        }
        return name
    }

    private static func write(_ bytes: [UInt8], to name: String, in folder: CInt) throws(SpoolError) {
        let file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .failed("openat") }
        do throws(SpoolError) {
            try FileBytes.write(bytes, file)
        } catch {
            Glibc.close(file)
            throw error
        }
        // Some file systems say only here that there was no room.
        guard Glibc.close(file) == 0 else { throw .failed("close") }
    }
}
