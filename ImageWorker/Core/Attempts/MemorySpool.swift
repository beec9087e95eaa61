import Lifecycle
import Locks

/// Keeps attempts in memory: for a worker whose process is not expected to outlive its callers, and for tests.
///
/// Over the limit of bytes, and past their age, finished attempts are dropped, the oldest first.
package final class MemorySpool: AttemptSpool {
    private let shelf: Locked<SpoolShelf<Picture>>
    private let time: any TimeSource

    /// Keeps at most `maxBytes` of pictures, each at most for `keep`.
    package init(maxBytes: Int, keep: Duration, time: any TimeSource) {
        shelf = Locked(SpoolShelf(maxBytes: maxBytes, keep: keep))
        self.time = time
    }

    package func put(_ record: AttemptRecord) async throws(SpoolError) {
        _ = shelf.withLock { $0.put(record, picture: nil, bytes: 0, now: time.now) }
    }

    package func put(_ record: AttemptRecord, picture: Picture) async throws(SpoolError) {
        let dropped = shelf.withLock { $0.put(record, picture: picture, bytes: picture.bytes.count, now: time.now) }
        if dropped == nil { throw .full }
    }

    package func record(_ id: AttemptID) async throws(SpoolError) -> AttemptRecord? {
        shelf.withLock { $0.record(id, now: time.now) }
    }

    package func picture(_ id: AttemptID) async throws(SpoolError) -> Picture? {
        shelf.withLock { $0.picture(id, now: time.now) }
    }

    package func remove(_ id: AttemptID) async throws(SpoolError) -> Bool {
        shelf.withLock { $0.remove(id) }.wasThere
    }
}
