import GatewayCore
import Lifecycle
import Locks
import Signing

/// A store without a disk: the second that the conformance suite runs against, and one that other tests can fill up.
final class MemoryAssetStore: AssetStore {
    private struct Entry {
        let asset: Asset
        let bytes: [UInt8]
        var putAt: Double
    }

    private let entries = Locked<[AssetID: Entry]>([:])
    private let time: any TimeSource
    private let isFull: Bool

    /// A full one refuses everything.
    init(time: any TimeSource = SystemTime(), isFull: Bool = false) {
        self.time = time
        self.isFull = isFull
    }

    var count: Int { entries.withLock { $0.count } }

    func admit() async throws(AssetError) { if isFull { throw .full } }

    func put(_ source: @Sendable (AssetSink) async throws -> Void) async throws -> Asset {
        let all = Locked<[UInt8]>([])
        try await source { piece in all.withLock { $0 += piece } }
        let bytes = all.withLock { $0 }
        guard let type = AssetType(head: bytes) else { throw AssetError.unknownType }
        if isFull { throw AssetError.full }
        let asset = Asset(id: AssetID(sha256: Digest.sha256(bytes)), type: type, byteCount: bytes.count)
        entries.withLock { $0[asset.id] = Entry(asset: asset, bytes: bytes, putAt: time.unixSeconds) }
        return asset
    }

    func open(_ id: AssetID) async throws(AssetError) -> (any OpenAsset)? {
        entries.withLock { $0[id] }.map { Opened(asset: $0.asset, bytes: $0.bytes) }
    }

    func remove(_ id: AssetID) async throws(AssetError) -> Bool {
        entries.withLock { $0.removeValue(forKey: id) != nil }
    }

    func removeOlder(than unixSeconds: Double) async throws(AssetError) -> Int {
        entries.withLock { entries in
            let before = entries.count
            entries = entries.filter { $0.value.putAt >= unixSeconds }
            return before - entries.count
        }
    }

    private struct Opened: OpenAsset {
        let asset: Asset
        let bytes: [UInt8]

        func read(_ range: Range<Int>, to write: AssetSink) async throws { try await write(Array(bytes[range])) }
    }
}
