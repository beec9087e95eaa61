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

    private let maxBytes: Int
    private let keep: Duration
    private var entries: [AttemptID: Entry] = [:]
    /// Finished attempts by age; those that are gone or came anew are passed over.
    private var finished: [(id: AttemptID, at: ContinuousClock.Instant)] = []
    private var firstFinished = 0
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
        dropped += dropOld(now: now, makingRoomFor: size)
        let isFinished = record.isFinished
        entries[record.id] = Entry(record: record, held: picture, bytes: size, at: now, isFinished: isFinished)
        bytes += size
        if isFinished { finished.append((record.id, now)) }
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

    private mutating func dropOld(now: ContinuousClock.Instant, makingRoomFor size: Int) -> [Held] {
        var dropped: [Held] = []
        while firstFinished < finished.count {
            let oldest = finished[firstFinished]
            guard bytes + size > maxBytes || oldest.at.advanced(by: keep) <= now else { break }
            firstFinished += 1
            guard entries[oldest.id]?.at == oldest.at else { continue }
            if let held = remove(oldest.id).held { dropped.append(held) }
        }
        compact()
        return dropped
    }

    private mutating func compact() {
        guard firstFinished >= 64, firstFinished * 2 >= finished.count else { return }
        finished.removeFirst(firstFinished)
        firstFinished = 0
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
