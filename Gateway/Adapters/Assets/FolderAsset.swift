import GatewayCore
import Glibc
import Lifecycle

/// A file of the store that is open for reading: it can be read to its end though its name is removed meanwhile.
final class FolderAsset: OpenAsset {
    let asset: Asset
    private let file: CInt
    private let threads: BlockingThreads

    /// Bytes of one read.
    private static let piece = 64 << 10

    /// Blocks. Owns the descriptor from now on.
    init(_ file: CInt, _ id: AssetID, _ type: AssetType, _ threads: BlockingThreads) throws(AssetError) {
        self.file = file
        self.threads = threads
        var facts = stat()
        let isKnown = fstat(file, &facts) == 0
        asset = Asset(id: id, type: type, byteCount: isKnown ? facts.st_size : 0)
        // `deinit` runs after a throw as well, and closes.
        guard isKnown, facts.st_mode & S_IFMT == S_IFREG else { throw .failed("fstat") }
    }

    deinit { close(file) }

    func read(_ range: Range<Int>, to write: AssetSink) async throws {
        var start = range.lowerBound
        while start < range.upperBound {
            let wanted = start..<min(start + Self.piece, range.upperBound)
            let piece = try await threads.run { [self] in try self.bytes(wanted) }
            try await write(piece)
            start = wanted.upperBound
        }
    }

    /// Blocks. All of that range; a file that has fewer bytes than it had is an error.
    private func bytes(_ range: Range<Int>) throws(AssetError) -> [UInt8] {
        var done = 0
        var failure: AssetError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
            while done < range.count, failure == nil {
                let count = pread(
                    file, buffer.baseAddress.map { $0 + done }, range.count - done, range.lowerBound + done)
                if count < 0, errno == EINTR { continue }
                if count > 0 { done += count } else { failure = count == 0 ? Self.cutShort : .failed("pread") }
            }
            initialized = done
        }
        if let failure { throw failure }
        return bytes
    }

    private static let cutShort = AssetError.io(call: "pread", code: 0)
}
