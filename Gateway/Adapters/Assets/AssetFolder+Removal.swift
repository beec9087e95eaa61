import FoundationEssentials
import GatewayCore
import Glibc

// What goes without being asked for by name: the old, and what dead processes have left. All calls block.
extension AssetFolder {
    /// The folders that hold assets.
    func shards() -> [String] {
        names(in: root).filter { $0.utf8.count == 2 }.map { root + "/" + $0 }
    }

    /// Removes the assets of one folder that were last written before that second; gives their number.
    func removeOlder(than unixSeconds: Double, in shard: String) throws(AssetError) -> Int {
        var count = 0
        for name in names(in: shard) where isAsset(name, in: shard) {
            let path = shard + "/" + name
            guard isOlder(path, than: unixSeconds) else { continue }
            // Looked at once more where no other can put the same content just now.
            let isGone = try locked(LOCK_EX) { () throws(AssetError) in
                guard isOlder(path, than: unixSeconds) else { return false }
                return try disk.remove(path)
            }
            if isGone { count += 1 }
        }
        return count
    }

    /// Removes what dead processes were writing; gives the number of files.
    func removeLeftovers() -> Int {
        names(in: incoming).filter(PartialFile.isName).count { removeLeftover(incoming + "/" + $0) }
    }

    private func removeLeftover(_ path: String) -> Bool {
        let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return false }
        defer { close(file) }
        // Held by whom it belongs to, as long as that process lives.
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return false }
        return unlink(path) == 0
    }

    private func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// What an operator has put there stays.
    private func isAsset(_ name: String, in shard: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && AssetID(shard.suffix(2) + parts[0]) != nil
            && AssetType(rawValue: String(parts[1])) != nil
    }

    private func isOlder(_ path: String, than unixSeconds: Double) -> Bool {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return false }
        return Double(facts.st_mtim.tv_sec) + Double(facts.st_mtim.tv_nsec) / 1e9 < unixSeconds
    }
}
