import Glibc

/// A file system in memory with room for little, where the system lets us mount one.
package struct TinyDisk: Sendable {
    package let path: String
    // Not removed before the disk is gone, for a folder with a disk in it stays.
    private let folder: TemporaryFolder

    /// Mounts one in that folder; `size` as tmpfs takes it, e.g. `1m`.
    package init(at folder: TemporaryFolder, size: String) throws {
        self.folder = folder
        path = folder.path + "/tiny"
        mkdir(path, 0o700)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(size)") == 0 else { throw NeverHappened(what: "a mount") }
    }

    /// Ends it with all that is there.
    package func leave() {
        withExtendedLifetime(folder) { _ = umount2(path, CInt(2)) }
    }

    /// Whether this process may mount.
    package static let isPossible: Bool = {
        guard let folder = try? TemporaryFolder(), let disk = try? TinyDisk(at: folder, size: "64k") else {
            return false
        }
        disk.leave()
        return true
    }()
}
