import GatewayCore
import Locks
import Signing

/// An asset that is being written: its bytes go to a partial file and through the hash. All calls block.
final class AssetDraft: Sendable {
    private struct State {
        let digest = RunningDigest()
        var head: [UInt8] = []
        var byteCount = 0
    }

    let file: PartialFile
    private let state = Locked(State())

    init(_ file: PartialFile) { self.file = file }

    /// Takes the next bytes; refuses as soon as the first of them tell that this is no file of ours.
    func write(_ bytes: [UInt8]) throws(AssetError) {
        let head = state.withLock { state in
            state.digest.update(bytes)
            state.byteCount += bytes.count
            state.head += bytes.prefix(AssetType.headLength - state.head.count)
            return state.head
        }
        if head.count == AssetType.headLength, AssetType(head: head) == nil { throw .unknownType }
        try file.write(bytes)
    }

    /// What was written, once it is on the medium under its temporary name.
    func finish() throws(AssetError) -> Asset {
        let (type, sha256, count) = state.withLock { state in
            (AssetType(head: state.head), state.digest.finish(), state.byteCount)
        }
        guard let type else { throw .unknownType }
        try file.sync()
        return Asset(id: AssetID(sha256: sha256), type: type, byteCount: count)
    }
}
