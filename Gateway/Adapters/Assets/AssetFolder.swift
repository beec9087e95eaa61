import GatewayCore
import Glibc
import Locks

/// Files under `DATA_DIR/assets`: `ab/cdef….png`, the hash of the bytes and the kind; `incoming` for what is being
/// written. All calls block. Folders are made when they are first needed.
final class AssetFolder: Sendable {
    /// Which folders this process knows to be on the medium, name and all: that one is there says nothing, for another
    /// process may have made it just now.
    private struct Durable {
        var hasRoot = false
        var shards: Set<String> = []
    }

    let root: String
    let incoming: String
    let disk: any AssetDisk
    let data: String
    private let durable = Locked(Durable())

    /// Touches nothing yet.
    init(data: String, disk: any AssetDisk) {
        self.data = data.isEmpty ? "." : data
        self.disk = disk
        root = self.data + "/assets"
        incoming = root + "/incoming"
    }

    // MARK: - Writing

    /// A new file to write to.
    func partial() throws(AssetError) -> PartialFile {
        try again { () throws(AssetError) in
            try makeRoot()
            return try PartialFile(in: incoming, disk)
        }
    }

    /// Gives a draft its name for good: whole on the medium first, then the name, then the folder that holds the name.
    func commit(_ draft: AssetDraft) throws(AssetError) -> Asset {
        let asset = try draft.finish()
        try again { () throws(AssetError) in
            let shard = try makeShard(asset.id)
            // Not between another's look at the time of an older copy and its removal.
            try locked(LOCK_SH) { () throws(AssetError) in
                try disk.rename(draft.file.path, to: path(asset.id, asset.type))
            }
            try disk.syncFolder(shard)
        }
        draft.file.close()
        return asset
    }

    /// Throws where a file of `bytes` would not find room.
    func admit(bytes: Int) throws(AssetError) {
        try again { () throws(AssetError) in
            try makeRoot()
            var figures = statvfs()
            guard statvfs(root, &figures) == 0 else { throw .failed("statvfs") }
            let free = UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize))
            guard free.overflow || free.partialValue >= UInt64(bytes) else { throw .full }
        }
    }

    // MARK: - Reading

    /// The descriptor of an asset's file and its kind; nil when there is none.
    func open(_ id: AssetID) throws(AssetError) -> (CInt, AssetType)? {
        for type in AssetType.allCases {
            let file = Glibc.open(path(id, type), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            if file >= 0 { return (file, type) }
            guard errno == ENOENT else { throw .failed("open") }
        }
        return nil
    }

    /// Removes an asset; false when there is none.
    func remove(_ id: AssetID) throws(AssetError) -> Bool {
        for type in AssetType.allCases where try disk.remove(path(id, type)) { return true }
        return false
    }

    // MARK: - Names

    /// Only the digits of a hash become part of a path.
    func path(_ id: AssetID, _ type: AssetType) -> String {
        "\(shard(id))/\(id.text.dropFirst(2)).\(type.rawValue)"
    }

    private func shard(_ id: AssetID) -> String { "\(root)/\(id.text.prefix(2))" }

    // MARK: - Folders

    /// Runs `body` while the store's folder is locked in that way, among all threads and processes.
    func locked<Value>(_ way: CInt, _ body: () throws(AssetError) -> Value) throws(AssetError) -> Value {
        let folder = Glibc.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .failed("open") }
        defer { close(folder) }
        while flock(folder, way) != 0 {
            guard errno == EINTR else { throw .failed("flock") }
        }
        return try body()
    }

    /// Does it once more, from the folders on, where somebody has removed them under us.
    private func again<Value>(_ body: () throws(AssetError) -> Value) throws(AssetError) -> Value {
        do {
            return try body()
        } catch .io(_, ENOENT) {
            durable.withLock { $0 = Durable() }
            return try body()
        }
    }

    private func makeRoot() throws(AssetError) {
        if durable.withLock({ $0.hasRoot }) { return }
        try makeData()
        for folder in [root, incoming] { _ = try disk.makeFolder(folder) }
        try disk.syncFolder(root)
        try disk.syncFolder(data)
        durable.withLock { $0.hasRoot = true }
    }

    /// `DATA_DIR` and what is missing above it.
    private func makeData() throws(AssetError) {
        var made = data.hasPrefix("/") ? "" : "."
        for part in data.split(separator: "/") where part != "." {
            let parent = made.isEmpty ? "/" : made
            made += "/" + part
            if access(made, F_OK) == 0 { continue }
            if try disk.makeFolder(made) { try disk.syncFolder(parent) }
        }
    }

    private func makeShard(_ id: AssetID) throws(AssetError) -> String {
        try makeRoot()
        let shard = shard(id)
        if durable.withLock({ $0.shards.contains(shard) }) { return shard }
        _ = try disk.makeFolder(shard)
        try disk.syncFolder(root)
        durable.withLock { _ = $0.shards.insert(shard) }
        return shard
    }
}
