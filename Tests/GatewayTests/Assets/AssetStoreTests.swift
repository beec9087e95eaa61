import GatewayAdapters
import GatewayCore
import Lifecycle
import Locks
import Signing
import TestSupport
import Testing

/// What every store of assets does, whatever it is made of; another store joins by a case here.
struct AssetStoreTests {
    enum Kind: CaseIterable { case folder, memory }

    /// A store of that kind, empty, and what must live as long as it does.
    private func store(_ kind: Kind) throws -> (store: any AssetStore, folder: TemporaryFolder) {
        let folder = try TemporaryFolder()
        switch kind {
        case .folder: return (FolderAssetStore(data: folder.path + "/data", threads: assetThreads), folder)
        case .memory: return (MemoryAssetStore(), folder)
        }
    }

    @Test(arguments: Kind.allCases, [12, 13, 4096, 262_143, 262_144, 1_000_003])
    func `what was put comes back byte for byte under its hash`(kind: Kind, size: Int) async throws {
        let (store, _) = try store(kind)
        let bytes = pngBytes(size)
        let asset = try await store.put(bytes, pieces: 1000)
        #expect(asset == Asset(id: AssetID(sha256: Digest.sha256(bytes)), type: .png, byteCount: size))
        let open = try #require(try await store.open(asset.id))
        #expect(open.asset == asset)
        #expect(try await open.bytes(0..<size) == bytes)
        #expect(try await open.bytes(5..<11) == Array(bytes[5..<11]))
        #expect(try await open.bytes(3..<3) == [])
        try await store.admit()
    }

    @Test(arguments: Kind.allCases)
    func `the kind is what the first bytes say`(kind: Kind) async throws {
        let (store, _) = try store(kind)
        for (head, type) in heads {
            let asset = try await store.put(head + [UInt8](repeating: 7, count: 100), pieces: 3)
            #expect(asset.type == type)
            #expect(try await store.open(asset.id)?.asset == asset)
        }
    }

    @Test(
        arguments: Kind.allCases,
        ["", "PNG", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<!doctype html><script>", "%PDF-1.7 123456"])
    func `what is none of our kinds is refused and not kept`(kind: Kind, text: String) async throws {
        let (store, _) = try store(kind)
        await #expect(throws: AssetError.unknownType) { try await store.put(Array(text.utf8), pieces: 5) }
        #expect(try await !store.contains(AssetID(sha256: Digest.sha256(Array(text.utf8)))))
    }

    @Test(arguments: Kind.allCases)
    func `nothing is kept of what broke off`(kind: Kind) async throws {
        struct Broken: Error {}
        let (store, _) = try store(kind)
        let bytes = pngBytes(600_000)
        await #expect(throws: Broken.self) {
            try await store.put { sink in
                try await sink(bytes)
                throw Broken()
            }
        }
        #expect(try await !store.contains(AssetID(sha256: Digest.sha256(bytes))))
    }

    @Test(arguments: Kind.allCases)
    func `what is removed is gone, but read to its end where it is open`(kind: Kind) async throws {
        let (store, _) = try store(kind)
        let bytes = pngBytes(200_000)
        let asset = try await store.put(bytes, pieces: 70_000)
        let open = try #require(try await store.open(asset.id))
        #expect(try await store.remove(asset.id))
        #expect(try await !store.remove(asset.id))
        #expect(try await !store.contains(asset.id))
        #expect(try await open.bytes(0..<bytes.count) == bytes)
    }

    @Test(arguments: Kind.allCases)
    func `the old goes and the new stays`(kind: Kind) async throws {
        let (store, _) = try store(kind)
        let asset = try await store.put(pngBytes(50), pieces: 50)
        let now = SystemTime().unixSeconds
        #expect(try await store.removeOlder(than: now - 60) == 0)
        #expect(try await store.contains(asset.id))
        #expect(try await store.removeOlder(than: now + 60) == 1)
        #expect(try await !store.contains(asset.id))
        #expect(try await store.removeOlder(than: now + 60) == 0)
    }

    @Test(arguments: Kind.allCases)
    func `the same content put side by side is one asset`(kind: Kind) async throws {
        let (store, _) = try store(kind)
        let bytes = pngBytes(300_000)
        let ids = try await withThrowingTaskGroup(of: AssetID.self) { group in
            for number in 1...24 {
                group.addTask { try await store.put(bytes, pieces: 1000 * number).id }
            }
            return try await group.reduce(into: Set<AssetID>()) { $0.insert($1) }
        }
        #expect(ids == [AssetID(sha256: Digest.sha256(bytes))])
        for id in ids { #expect(try await store.open(id)?.bytes(0..<bytes.count) == bytes) }
        #expect(try await store.removeOlder(than: SystemTime().unixSeconds + 60) == 1)
    }
}

/// Shared by the tests of stores; idle threads wait for nothing.
let assetThreads = BlockingThreads(name: "test-files", count: 8, maxQueued: 100_000)

/// The first twelve bytes of each kind.
let heads: [([UInt8], AssetType)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], .png),
    ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1], .jpeg),
    (Array("RIFF".utf8) + [9, 9, 0, 0] + Array("WEBP".utf8), .webp),
    (Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0], .gif), (Array("GIF87a".utf8) + [1, 0, 1, 0, 0, 0], .gif),
]

/// Bytes that begin as a PNG; no two sizes share more than they must.
func pngBytes(_ count: Int, seed: UInt8 = 0) -> [UInt8] {
    heads[0].0 + (0..<max(0, count - 12)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ count) ^ seed }
}

extension AssetStore {
    /// Puts bytes that come in pieces of that size.
    func put(_ bytes: [UInt8], pieces: Int) async throws -> Asset {
        try await put { sink in
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                try await sink(Array(bytes[start..<min(start + pieces, bytes.count)]))
            }
        }
    }
}

extension OpenAsset {
    /// Those bytes at once.
    func bytes(_ range: Range<Int>) async throws -> [UInt8] {
        let all = Locked<[UInt8]>([])
        try await read(range) { piece in all.withLock { $0 += piece } }
        return all.withLock { $0 }
    }
}
