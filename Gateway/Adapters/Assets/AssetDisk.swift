import GatewayCore
import Glibc

/// The calls by which files become durable. All block. A port, so that a test can let each of them fail and can cut the
/// power between any two.
package protocol AssetDisk: Sendable {
    /// Makes a folder; false when it is there already.
    func makeFolder(_ path: String) throws(AssetError) -> Bool

    /// Makes a new file for writing, and gives its descriptor.
    func create(_ path: String) throws(AssetError) -> CInt

    /// Writes all of the bytes at the end.
    func write(_ bytes: [UInt8], to file: CInt) throws(AssetError)

    /// Returns when what was written is on the medium.
    func sync(_ file: CInt) throws(AssetError)

    /// Gives a file its final name, in place of what has that name.
    func rename(_ old: String, to new: String) throws(AssetError)

    /// Gives a file a second name; false when something has that name.
    func link(_ old: String, to new: String) throws(AssetError) -> Bool

    /// Returns when the names in a folder are on the medium.
    func syncFolder(_ path: String) throws(AssetError)

    /// Removes a file; false when there is none.
    @discardableResult
    func remove(_ path: String) throws(AssetError) -> Bool
}

/// The machine's file systems.
package struct SystemDisk: AssetDisk {
    package init() {}

    package func makeFolder(_ path: String) throws(AssetError) -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw .failed("mkdir") }
        return false
    }

    package func create(_ path: String) throws(AssetError) -> CInt {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .failed("open") }
        return file
    }

    package func write(_ bytes: [UInt8], to file: CInt) throws(AssetError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .failed("write") }
            done += count
        }
    }

    package func sync(_ file: CInt) throws(AssetError) {
        guard fsync(file) == 0 else { throw .failed("fsync") }
    }

    package func rename(_ old: String, to new: String) throws(AssetError) {
        guard Glibc.rename(old, new) == 0 else { throw .failed("rename") }
    }

    package func link(_ old: String, to new: String) throws(AssetError) -> Bool {
        if Glibc.link(old, new) == 0 { return true }
        guard errno == EEXIST else { throw .failed("link") }
        return false
    }

    package func syncFolder(_ path: String) throws(AssetError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .failed("open") }
        defer { close(folder) }
        try sync(folder)
    }

    package func remove(_ path: String) throws(AssetError) -> Bool {
        if unlink(path) == 0 { return true }
        guard errno == ENOENT else { throw .failed("unlink") }
        return false
    }
}

extension AssetError {
    /// What the system has just said of that call.
    static func failed(_ call: String) -> AssetError {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: .full
        case let code: .io(call: call, code: code)
        }
    }
}
