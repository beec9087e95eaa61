/// What a spool holds, and what goes when it is too much or too old; no I/O of its own.
///
/// `Held` is the picture itself or the place where it lies.
struct SpoolShelf<Held: Sendable>: Sendable {
    private struct Entry {
        var record: AttemptRecord
        var held: Held?
        var bytes: Int
        var at: ContinuousClock.Instant
        var isFinished: Bool
    }

    /// Records without pictures are small; of so many the oldest go.
    private static var mostRecords: Int { 100_000 }

    private let maxBytes: Int
    private let keep: Duration
    private var entries: [AttemptID: Entry] = [:]
    private var finished = AgeQueue()
    /// Those whose picture went for want of room, or never was: they still say what an attempt has cost.
    private var emptied = AgeQueue()
    private(set) var bytes = 0

    init(maxBytes: Int, keep: Duration) {
        self.maxBytes = maxBytes
        self.keep = keep
    }

    /// Takes a record, with its picture if it has one; gives back what was dropped for it. Nil: larger than the shelf.
    mutating func put(
        _ record: AttemptRecord, picture: Held?, bytes size: Int, now: ContinuousClock.Instant
    ) -> [Held]? {
        guard size <= maxBytes else { return nil }
        var dropped = Array([remove(record.id).held].compactMap { $0 })
        dropped += dropOld(now) + makeRoom(for: size)
        let isFinished = record.isFinished
        entries[record.id] = Entry(record: record, held: picture, bytes: size, at: now, isFinished: isFinished)
        bytes += size
        if isFinished { finished.append(record.id, now) }
        return dropped
    }

    func record(_ id: AttemptID, now: ContinuousClock.Instant) -> AttemptRecord? { entry(id, now: now)?.record }

    func picture(_ id: AttemptID, now: ContinuousClock.Instant) -> Held? { entry(id, now: now)?.held }

    mutating func remove(_ id: AttemptID) -> (wasThere: Bool, held: Held?) {
        guard let entry = entries.removeValue(forKey: id) else { return (false, nil) }
        bytes -= entry.bytes
        return (true, entry.held)
    }

    private func entry(_ id: AttemptID, now: ContinuousClock.Instant) -> Entry? {
        guard let entry = entries[id], !entry.isFinished || entry.at.advanced(by: keep) > now else { return nil }
        return entry
    }

    /// What is past its age, or one record too many, goes as a whole.
    private mutating func dropOld(_ now: ContinuousClock.Instant) -> [Held] {
        var dropped: [Held] = []
        while let oldest = emptied.first, mustGo(oldest, now) { dropped += forget(emptied.removeFirst()) }
        while let oldest = finished.first, mustGo(oldest, now) { dropped += forget(finished.removeFirst()) }
        return dropped
    }

    private func mustGo(_ mark: AgeQueue.Mark, _ now: ContinuousClock.Instant) -> Bool {
        entries.count >= Self.mostRecords || mark.at.advanced(by: keep) <= now
    }

    private mutating func forget(_ mark: AgeQueue.Mark) -> [Held] {
        guard entries[mark.id]?.at == mark.at else { return [] }
        return [remove(mark.id).held].compactMap { $0 }
    }

    /// Drops pictures, the oldest first, but not the memory of them: an id that was paid for is never begun anew.
    private mutating func makeRoom(for size: Int) -> [Held] {
        var dropped: [Held] = []
        while bytes + size > maxBytes, finished.first != nil { dropped += empty(finished.removeFirst()) }
        return dropped
    }

    private mutating func empty(_ mark: AgeQueue.Mark) -> [Held] {
        guard var entry = entries[mark.id], entry.at == mark.at else { return [] }
        let held = remove(mark.id).held
        if let record = entry.record.withoutPicture {
            (entry.record, entry.held, entry.bytes) = (record, nil, 0)
            entries[mark.id] = entry
            emptied.append(mark.id, mark.at)
        }
        return [held].compactMap { $0 }
    }
}

/// Ids in the order in which they came; those that are gone or came anew are passed over by whoever asks.
private struct AgeQueue: Sendable {
    struct Mark {
        let id: AttemptID
        let at: ContinuousClock.Instant
    }

    private var marks: [Mark] = []
    private var start = 0

    var first: Mark? { start < marks.count ? marks[start] : nil }

    mutating func append(_ id: AttemptID, _ at: ContinuousClock.Instant) { marks.append(Mark(id: id, at: at)) }

    /// Not of an empty queue.
    mutating func removeFirst() -> Mark {
        defer { compact() }
        start += 1
        return marks[start - 1]
    }

    private mutating func compact() {
        guard start >= 64, start * 2 >= marks.count else { return }
        marks.removeFirst(start)
        start = 0
    }
}

extension AttemptRecord {
    /// Whether nothing more will happen to the attempt by itself.
    var isFinished: Bool {
        switch phase {
        case .done, .failed: true
        case .submitting, .waiting, .accepted: false
        }
    }
}
