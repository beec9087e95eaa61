import FoundationEssentials
import GatewayCore
import Glibc
import Lifecycle
import Locks
import Signing
import TestSupport
import Testing

@testable import GatewayAdapters

/// What only files can do wrong: the order in which they become durable, full disks, what dead processes leave.
struct FolderAssetStoreTests {
    private let folder: TemporaryFolder
    private var data: String { folder.path + "/data" }

    init() throws { folder = try TemporaryFolder() }

    private func store(_ disk: any AssetDisk = SystemDisk()) -> FolderAssetStore {
        FolderAssetStore(data: data, threads: assetThreads, disk: disk)
    }

    /// Every file under the data folder, by path from there.
    private func files() -> Set<String> {
        let names = FileManager.default.enumeratedFiles(under: data)
        return Set(names)
    }

    @Test func `nothing is made before something is put, and then private folders and one file`() async throws {
        let store = store()
        #expect(try await store.removeLeftovers() == 0)
        #expect(try await store.removeOlder(than: 1e12) == 0)
        #expect(try await !store.contains(AssetID(sha256: Digest.sha256([]))))
        #expect(!FileManager.default.fileExists(atPath: data))
        let id = try await store.put(pngBytes(100), pieces: 100).id.text
        #expect(files() == ["assets/\(id.prefix(2))/\(id.dropFirst(2)).png"])
        var facts = stat()
        #expect(stat(data, &facts) == 0 && facts.st_mode & 0o777 == 0o700)
    }

    @Test func `bytes are durable before they have a name, and the name before the answer`() async throws {
        let disk = RecordingDisk()
        let id = try await store(disk).put(pngBytes(300_000), pieces: 300_000).id.text
        let root = data + "/assets"
        let calls = disk.calls.compactMap { call -> String? in
            switch call {
            case .makeFolder(let path): "make " + path.dropFirst(data.count)
            case .create: "create"
            case .write: "write"
            case .sync: "sync"
            case .rename(_, let new): "rename " + new.dropFirst(root.count)
            case .syncFolder(let path): "sync folder " + path.dropFirst(folder.path.count)
            case .link, .remove: "other"
            }
        }
        let shard = id.prefix(2)
        #expect(
            calls == [
                "make ", "sync folder ", "make /assets", "make /assets/incoming", "sync folder /data/assets",
                "sync folder /data", "create", "write", "sync", "make /assets/\(shard)", "sync folder /data/assets",
                "rename /\(shard)/\(id.dropFirst(2)).png", "sync folder /data/assets/\(shard)",
            ])
    }

    @Test(arguments: [true, false])
    func `whenever the power goes, what was acknowledged is whole and nothing is half`(keepsNames: Bool) async throws {
        let disk = RecordingDisk()
        let store = store(disk)
        // Other folders, the same folder once more, and a content that is there already.
        let contents = [pngBytes(300_000), pngBytes(20), pngBytes(300_000), pngBytes(21, seed: 1)]
        var acknowledged: [(calls: Int, id: AssetID, bytes: [UInt8])] = []
        for bytes in contents {
            let id = try await store.put(bytes, pieces: 100_000).id
            acknowledged.append((disk.calls.count, id, bytes))
        }
        let calls = disk.calls
        for count in 0...calls.count {
            let left = PowerCut.survivors(of: calls.prefix(count), under: folder.path, keepingNames: keepsNames)
            for (path, bytes) in left where !path.contains("/incoming/") {
                #expect(path.hasSuffix(Self.name(of: bytes)), "after \(count) calls \(path) is torn")
            }
            for asset in acknowledged where asset.calls <= count {
                let isThere = left.contains { $0.key.hasSuffix(Self.name(of: asset.bytes)) && $0.value == asset.bytes }
                #expect(isThere, "after \(count) calls \(asset.id) is lost")
            }
        }
    }

    private static func name(of bytes: [UInt8]) -> String {
        let digits = Hex.text(Digest.sha256(bytes))
        return "/assets/\(digits.prefix(2))/\(digits.dropFirst(2)).png"
    }

    @Test(arguments: [AssetError.full, .io(call: "test", code: EIO)])
    func `whichever call fails, it is told and nothing half-written stays`(error: AssetError) async throws {
        let bytes = pngBytes(600_000)
        let counting = RecordingDisk()
        _ = try await FolderAssetStore(data: folder.path + "/count", threads: assetThreads, disk: counting)
            .put(bytes, pieces: 100_000)
        #expect(counting.calls.count > 10)
        for index in counting.calls.indices {
            let data = folder.path + "/fail\(index)"
            let failing = RecordingDisk(failing: (index, error))
            let store = FolderAssetStore(data: data, threads: assetThreads, disk: failing)
            await #expect(throws: error) { try await store.put(bytes, pieces: 100_000) }
            let left = FileManager.default.enumeratedFiles(under: data)
            // Only the last call comes after the file has its name, and then it is whole.
            #expect(left.isEmpty || index == counting.calls.count - 1, "call \(index) left \(left)")
            // The next one finds its way.
            let asset = try await store.put(bytes, pieces: 100_000)
            #expect(try await store.open(asset.id)?.bytes(0..<bytes.count) == bytes)
            #expect(FileManager.default.enumeratedFiles(under: data).count == 1)
        }
    }

    @Test func `a cancelled put leaves nothing`() async throws {
        let store = store()
        let (began, ready) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await store.put { sink in
                try await sink(pngBytes(600_000))
                ready.finish()
                try await SystemTime().sleep(for: .seconds(60))
            }
        }
        for await _ in began {}
        #expect(files().count == 1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(files() == [])
    }

    @Test func `what a dead process was writing goes at the start, a living one's stays`() async throws {
        let store = store()
        let asset = try await store.put { [data] sink in
            try await sink(pngBytes(300_000))
            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: data + "/assets/incoming/1f.partial"))
            try Data([1]).write(to: URL(fileURLWithPath: data + "/assets/incoming/note.txt"))
            #expect(files().count == 3)
            #expect(try await FolderAssetStore(data: data, threads: assetThreads).removeLeftovers() == 1)
        }
        #expect(try await store.contains(asset.id))
        #expect(files().contains("assets/incoming/note.txt"))
        #expect(files().count == 2)
    }

    @Test func `a folder that was removed under it is made again`() async throws {
        let store = store()
        _ = try await store.put(pngBytes(100), pieces: 100)
        try FileManager.default.removeItem(atPath: data)
        let asset = try await store.put(pngBytes(100), pieces: 100)
        #expect(try await store.contains(asset.id))
    }

    @Test func `the age counts from the last time that a content was put`() async throws {
        let store = store()
        let bytes = pngBytes(100)
        let asset = try await store.put(bytes, pieces: 100)
        let other = try await store.put(pngBytes(101), pieces: 101)
        for id in [asset.id, other.id] { try age(id) }
        // Not ours to remove.
        let foreign = data + "/assets/\(asset.id.text.prefix(2))/README"
        try Data([1]).write(to: URL(fileURLWithPath: foreign))
        _ = try await store.put(bytes, pieces: 100)
        #expect(try await store.removeOlder(than: SystemTime().unixSeconds - 60) == 1)
        #expect(try await store.contains(asset.id))
        #expect(try await !store.contains(other.id))
        #expect(try await store.removeOlder(than: SystemTime().unixSeconds + 60) == 1)
        #expect(FileManager.default.fileExists(atPath: foreign))
    }

    /// The file was last written in 2001.
    private func age(_ id: AssetID) throws {
        let path = "\(data)/assets/\(id.text.prefix(2))/\(id.text.dropFirst(2)).png"
        let long = timespec(tv_sec: 1_000_000_000, tv_nsec: 0)
        #expect(utimensat(AT_FDCWD, path, [long, long], 0) == 0)
    }

    @Test func `no content is put between the look at an old copy and its removal`() async throws {
        let found = Locked<[String: Bool]>([:])
        let root = data + "/assets"
        let disk = RecordingDisk { call in
            switch call {
            case .rename: found.withLock { $0["rename"] = Self.isLocked(root, for: LOCK_EX) }
            case .remove: found.withLock { $0["remove"] = Self.isLocked(root, for: LOCK_SH) }
            default: return
            }
        }
        let store = store(disk)
        _ = try await store.put(pngBytes(100), pieces: 100)
        #expect(try await store.removeOlder(than: SystemTime().unixSeconds + 60) == 1)
        #expect(found.withLock { $0 } == ["rename": true, "remove": true])
    }

    private static func isLocked(_ path: String, for way: CInt) -> Bool {
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(folder) }
        return flock(folder, way | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    @Test(.enabled(if: TinyDisk.isPossible))
    func `a disk that is really full says so and keeps nothing of it`() async throws {
        let disk = try TinyDisk(at: folder, size: "1m")
        defer { disk.leave() }
        let store = FolderAssetStore(data: disk.path + "/data", threads: assetThreads, leastFree: 900_000)
        try await store.admit()
        await #expect(throws: AssetError.full) { try await store.put(pngBytes(3_000_000), pieces: 100_000) }
        #expect(FileManager.default.enumeratedFiles(under: disk.path) == [])
        let small = try await store.put(pngBytes(400_000), pieces: 100_000)
        #expect(try await store.contains(small.id))
        await #expect(throws: AssetError.full) { try await store.admit() }
    }

    @Test func `a secret is made once, for its owner only`() async throws {
        let file = SecretFile(data: data, threads: assetThreads)
        #expect(try await file.load() == nil)
        #expect(!FileManager.default.fileExists(atPath: data))
        // Many processes at their first start.
        let secrets = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<20 {
                group.addTask { try await SecretFile(data: data, threads: assetThreads).loadOrMake() }
            }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(secrets.count == 1)
        #expect(secrets.first?.count == 32)
        #expect(try await file.load() == secrets.first)
        #expect(files() == ["secret"])
        var facts = stat()
        #expect(stat(data + "/secret", &facts) == 0 && facts.st_mode & 0o777 == 0o600)
    }

    @Test(arguments: ["", "abc", String(repeating: "g", count: 64), String(repeating: "0", count: 65)])
    func `a file that holds no secret is told and left alone`(text: String) async throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try folder.write("data/secret", text)
        let file = SecretFile(data: data, threads: assetThreads)
        await #expect(throws: SecretFile.Unusable.self) { try await file.load() }
        await #expect(throws: SecretFile.Unusable.self) { try await file.loadOrMake() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: data + "/secret")) == Data(text.utf8))
    }
}

extension FileManager {
    /// Regular files below a folder, by path from there.
    func enumeratedFiles(under folder: String, _ prefix: String = "") -> [String] {
        let names = (try? contentsOfDirectory(atPath: folder)) ?? []
        return names.flatMap { name -> [String] in
            var facts = stat()
            guard lstat(folder + "/" + name, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
                return [prefix + name]
            }
            return enumeratedFiles(under: folder + "/" + name, prefix + name + "/")
        }
    }
}
