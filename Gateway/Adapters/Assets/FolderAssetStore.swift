import GatewayCore
import Lifecycle
import Locks

/// Assets as files under `DATA_DIR/assets`, used from threads of its own.
package final class FolderAssetStore: AssetStore {
    private let folder: AssetFolder
    private let leastFree: Int
    private let threads: BlockingThreads

    /// Bytes that go to a thread together.
    private static let gathered = 256 << 10

    /// Keeps files under `data`, which is made when the first is put. Where less than `leastFree` bytes are free,
    /// nothing is admitted: the largest picture there is. `threads` are the owner's to stop.
    package init(
        data: String, threads: BlockingThreads, disk: any AssetDisk = SystemDisk(), leastFree: Int = 64 << 20
    ) {
        folder = AssetFolder(data: data, disk: disk)
        self.leastFree = leastFree
        self.threads = threads
    }

    /// Removes what processes that are dead were writing; gives the number of files.
    package func removeLeftovers() async throws(AssetError) -> Int {
        try await onThread { [folder] () throws(AssetError) in folder.removeLeftovers() }
    }

    package func admit() async throws(AssetError) {
        try await onThread { [folder, leastFree] () throws(AssetError) in try folder.admit(bytes: leastFree) }
    }

    package func put(_ source: @Sendable (AssetSink) async throws -> Void) async throws -> Asset {
        let draft = try await onThread { [folder] () throws(AssetError) in AssetDraft(try folder.partial()) }
        do {
            try await fill(draft, from: source)
            return try await threads.run { [folder] in try folder.commit(draft) }
        } catch {
            try? await onThread { () throws(AssetError) in draft.file.discard() }
            throw error
        }
    }

    package func open(_ id: AssetID) async throws(AssetError) -> (any OpenAsset)? {
        try await onThread { [folder, threads] () throws(AssetError) -> (any OpenAsset)? in
            guard let (file, type) = try folder.open(id) else { return nil }
            return try FolderAsset(file, id, type, threads)
        }
    }

    package func remove(_ id: AssetID) async throws(AssetError) -> Bool {
        try await onThread { [folder] () throws(AssetError) in try folder.remove(id) }
    }

    package func removeOlder(than unixSeconds: Double) async throws(AssetError) -> Int {
        var count = 0
        // One folder at a time, so that requests get their turn on the threads.
        for shard in try await onThread({ [folder] () throws(AssetError) in folder.shards() }) {
            count += try await onThread { [folder] () throws(AssetError) in
                try folder.removeOlder(than: unixSeconds, in: shard)
            }
        }
        return count
    }

    /// A cancelled caller leaves between two writes.
    private func fill(_ draft: AssetDraft, from source: @Sendable (AssetSink) async throws -> Void) async throws {
        let waiting = Locked<[UInt8]>([])
        try await source { [threads] piece in
            let full: [UInt8]? = waiting.withLock { waiting in
                waiting.append(contentsOf: piece)
                guard waiting.count >= Self.gathered else { return nil }
                defer { waiting = [] }
                return waiting
            }
            if let full { try await threads.run { try draft.write(full) } }
        }
        let rest = waiting.withLock { $0 }
        if !rest.isEmpty { try await threads.run { try draft.write(rest) } }
    }

    private func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(AssetError) -> Value
    ) async throws(AssetError) -> Value {
        // A task of its own, which nobody cancels: what is begun is cleaned up just when its caller has left.
        let task = Task { [threads] in
            try await threads.run { Result { () throws(AssetError) in try work() } }
        }
        // Not begun: the threads take no more.
        let result = (try? await task.value) ?? .failure(.io(call: "thread", code: 0))
        return try result.get()
    }
}
