import GatewayCore
import Glibc
import Locks

/// A file that is being written under a temporary name. All calls block.
///
/// It is locked as long as it is open, so that a process that starts later tells what a dead one has left from what a
/// living one writes: several gateways may share a `DATA_DIR`.
final class PartialFile: Sendable {
    let path: String
    private let disk: any AssetDisk
    /// Negative once it is closed.
    private let file: Locked<CInt>

    /// Makes the file in that folder.
    init(in folder: String, _ disk: any AssetDisk) throws(AssetError) {
        self.disk = disk
        for _ in 0..<Self.tries {
            let path = folder + "/" + Self.newName()
            let file = try disk.create(path)
            if Self.isOurs(file) {
                self.path = path
                self.file = Locked(file)
                return
            }
            Glibc.close(file)
        }
        throw .io(call: "flock", code: EWOULDBLOCK)
    }

    deinit { close() }

    /// Writes at the end.
    func write(_ bytes: [UInt8]) throws(AssetError) { try disk.write(bytes, to: file.withLock { $0 }) }

    /// Returns when all that was written is on the medium.
    func sync() throws(AssetError) { try disk.sync(file.withLock { $0 }) }

    /// Ends the writing; nothing protects the temporary name any longer.
    func close() {
        file.withLock { file in
            if file >= 0 { Glibc.close(file) }
            file = -1
        }
    }

    /// Removes the file.
    func discard() {
        // What cannot be removed now is removed at the next start.
        _ = try? disk.remove(path)
        close()
    }

    /// Times that another process may remove what we have just made.
    private static let tries = 5
    private static let suffix = ".partial"

    /// Whether that is the name of such a file.
    static func isName(_ name: String) -> Bool { name.hasSuffix(suffix) }

    private static func newName() -> String { String(UInt64.random(in: .min ... .max), radix: 16) + suffix }

    /// False when a process that has just started took the file for one that a dead process has left.
    private static func isOurs(_ file: CInt) -> Bool {
        var facts = stat()
        return flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &facts) == 0 && facts.st_nlink > 0
    }
}
