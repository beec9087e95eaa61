import Lifecycle
import Locks
import Observability

/// Keeps pictures in memory up to a part, and beyond it in files; what is known of attempts is in memory.
///
/// No picture that nobody has fetched is dropped for room: at the limit, and where the disk has no room, new attempts
/// are refused instead. One that is paid for and cannot be written stays in memory all the same.
package final class SpillingSpool: AttemptSpool {
    private let shelf: Locked<SpoolShelf>
    private let disk: SpoolDisk
    private let time: any TimeSource
    private let logger: Logger

    /// Keeps within those limits; the folder at `path` is made when the first picture goes there.
    package init(_ limits: SpoolLimits, path: String, time: any TimeSource, logger: Logger = .disabled) {
        shelf = Locked(SpoolShelf(limits))
        disk = SpoolDisk(path: path, time: time)
        self.time = time
        self.logger = logger
    }

    /// Bytes of pictures that are held, on disk and in memory.
    package var bytes: Int { shelf.withLock { $0.bytes } }
    /// The same by the provider that made them.
    package var bytesByProvider: [String: Int] { shelf.withLock { $0.bytesByProvider } }
    /// Bytes of those in memory.
    package var bytesInMemory: Int { shelf.withLock { $0.bytesInMemory } }

    /// Removes the pictures that earlier processes have left in files: what was known of them was in memory, and went
    /// with those processes, so that nobody can ask for them any more.
    package func removeLeftovers() async {
        let files = await disk.removeLeftovers()
        if files > 0 { logger.info("spool_leftovers_removed", ["files": .integer(files)]) }
    }

    /// Removes this process's files; nothing may be asked of it afterwards.
    package func close() async { await disk.close() }

    package func admit() async throws(SpoolError) {
        let (admission, gone) = shelf.withLock { ($0.admits(now: time.now), $0.takeGone()) }
        await disk.remove(gone)
        switch admission {
        case .granted: return
        case .onDisk: try await disk.check()
        case .full: throw .full
        }
    }

    package func put(_ record: AttemptRecord) async throws(SpoolError) {
        await change { shelf, now in shelf.put(record, nil, now: now) }
    }

    package func put(_ record: AttemptRecord, picture: Picture) async throws(SpoolError) {
        let isInMemory = await change { shelf, now in
            guard shelf.hasRoomInMemory(for: picture.bytes.count) else { return false }
            shelf.put(record, .memory(picture), now: now)
            return true
        }
        if isInMemory { return }
        let held = await written(picture, of: record)
        await change { shelf, now in shelf.put(record, held, now: now) }
    }

    package func record(_ id: AttemptID) async throws(SpoolError) -> AttemptRecord? {
        shelf.withLock { $0.record(id, now: time.now) }
    }

    package func picture(_ id: AttemptID) async throws(SpoolError) -> Picture? {
        switch shelf.withLock({ $0.picture(id, now: time.now) }) {
        case nil: return nil
        case .memory(let picture)?: return picture
        case .file(let file)?: return try await disk.read(file)
        }
    }

    package func fetched(_ id: AttemptID) async { shelf.withLock { $0.fetched(id) } }

    /// Pictures that nobody has got whole yet.
    package func unfetched() async -> Int { shelf.withLock { $0.unfetched(now: time.now) } }

    package func remove(_ id: AttemptID) async throws(SpoolError) -> Bool {
        await change { shelf, _ in shelf.remove(id) }
    }

    private func written(_ picture: Picture, of record: AttemptRecord) async -> HeldPicture {
        do {
            return .file(try await disk.write(picture))
        } catch {
            logger.error(
                "spool_write_failed", ["attempt": .string(record.id.text), "error": .describing(error)])
            return .memory(picture)
        }
    }

    /// Changes the shelf, then removes the files that nothing on it names any more.
    private func change<Result: Sendable>(
        _ body: (inout SpoolShelf, ContinuousClock.Instant) -> Result
    ) async -> Result {
        let (result, gone) = shelf.withLock { shelf in (body(&shelf, time.now), shelf.takeGone()) }
        await disk.remove(gone)
        return result
    }
}
