import ImageWorkerCore
import Locks

/// A spool that remembers what was written into it, in order.
struct WatchedSpool: AttemptSpool {
    /// What a record says of its attempt.
    enum Entry: Sendable, Equatable { case submitting, waiting, accepted, done, failed }

    private let spool: any AttemptSpool
    private let written = Locked<[AttemptID: [Entry]]>([:])

    init(_ spool: any AttemptSpool) { self.spool = spool }

    /// Everything that was written about that attempt.
    func entries(_ id: String) -> [Entry] {
        guard let id = AttemptID(id) else { return [] }
        return written.withLock { $0[id] ?? [] }
    }

    func admit() async throws(SpoolError) { try await spool.admit() }

    func put(_ record: AttemptRecord) async throws(SpoolError) {
        note(record)
        try await spool.put(record)
    }

    func put(_ record: AttemptRecord, picture: Picture) async throws(SpoolError) {
        note(record)
        try await spool.put(record, picture: picture)
    }

    func record(_ id: AttemptID) async throws(SpoolError) -> AttemptRecord? { try await spool.record(id) }
    func picture(_ id: AttemptID) async throws(SpoolError) -> Picture? { try await spool.picture(id) }
    func fetched(_ id: AttemptID) async { await spool.fetched(id) }
    func remove(_ id: AttemptID) async throws(SpoolError) -> Bool { try await spool.remove(id) }

    private func note(_ record: AttemptRecord) {
        let entry: Entry =
            switch record.phase {
            case .submitting: .submitting
            case .waiting: .waiting
            case .accepted: .accepted
            case .done: .done
            case .failed: .failed
            }
        written.withLock { $0[record.id, default: []].append(entry) }
    }
}
