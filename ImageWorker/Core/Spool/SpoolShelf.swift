/// What a spool holds, and what goes when it is too much or too old; no I/O of its own.
///
/// A picture that nobody has fetched goes by age alone: it may have cost money. One that was fetched goes as soon as
/// its room is needed, and its record stays, so that its attempt is not begun again.
struct SpoolShelf: Sendable {
    /// Whether one more attempt may begin.
    enum Admission: Sendable, Equatable {
        case granted
        /// Memory's part is used up: the disk must have room.
        case onDisk
        case full
    }

    private struct Entry {
        var record: AttemptRecord
        var held: HeldPicture?
        var at: ContinuousClock.Instant
        var isFetched = false
    }

    private let limits: SpoolLimits
    private var entries: [AttemptID: Entry] = [:]
    private var finished = AttemptQueue()
    private var fetchedInMemory = AttemptQueue()
    private var fetchedOnDisk = AttemptQueue()
    private(set) var bytes = 0
    private(set) var bytesInMemory = 0
    private(set) var bytesByProvider: [String: Int] = [:]
    /// Files whose pictures have gone, for the spool to remove.
    private var gone: [SpoolFile] = []

    init(_ limits: SpoolLimits) { self.limits = limits }

    /// Whether one more attempt may begin, after what is too old or was fetched has made room.
    mutating func admits(now: ContinuousClock.Instant) -> Admission {
        dropOld(now)
        while bytes >= limits.all, dropFetched() {}
        guard bytes < limits.all else { return .full }
        return hasRoomInMemory(for: 1) ? .granted : .onDisk
    }

    /// Whether so many bytes stay within memory's part, after pictures there that were fetched have made room.
    mutating func hasRoomInMemory(for size: Int) -> Bool {
        while bytesInMemory + size > limits.memory, drop(from: \.fetchedInMemory) {}
        return bytesInMemory + size <= limits.memory
    }

    /// Takes a record, with its picture if it has one, whatever the limits say: it is paid for.
    mutating func put(_ record: AttemptRecord, _ held: HeldPicture?, now: ContinuousClock.Instant) {
        _ = remove(record.id)
        dropOld(now)
        entries[record.id] = Entry(record: record, held: held, at: now)
        count(held, of: record, +1)
        while bytes > limits.all, dropFetched() {}
        if record.isFinished { enqueue(record.id, now, in: \.finished) { _ in true } }
    }

    func record(_ id: AttemptID, now: ContinuousClock.Instant) -> AttemptRecord? { entry(id, now)?.record }

    func picture(_ id: AttemptID, now: ContinuousClock.Instant) -> HeldPicture? { entry(id, now)?.held }

    mutating func fetched(_ id: AttemptID) {
        guard var entry = entries[id], let held = entry.held, !entry.isFetched else { return }
        entry.isFetched = true
        entries[id] = entry
        let queue = held.isInMemory ? \SpoolShelf.fetchedInMemory : \.fetchedOnDisk
        enqueue(id, entry.at, in: queue) { $0.isFetched && $0.held != nil }
    }

    /// Pictures that nobody has got whole.
    func unfetched(now: ContinuousClock.Instant) -> Int {
        entries.values.count { $0.held != nil && !$0.isFetched && !isTooOld($0, now) }
    }

    /// False: there was none.
    mutating func remove(_ id: AttemptID) -> Bool {
        guard let entry = entries.removeValue(forKey: id) else { return false }
        release(entry.held, of: entry.record)
        return true
    }

    /// Gives the files that are to be removed by now, each once.
    mutating func takeGone() -> [SpoolFile] {
        defer { gone = [] }
        return gone
    }

    // MARK: - Room

    private func entry(_ id: AttemptID, _ now: ContinuousClock.Instant) -> Entry? {
        guard let entry = entries[id], !isTooOld(entry, now) else { return nil }
        return entry
    }

    private func isTooOld(_ entry: Entry, _ now: ContinuousClock.Instant) -> Bool {
        entry.record.isFinished && entry.at.advanced(by: limits.age) <= now
    }

    private mutating func dropOld(_ now: ContinuousClock.Instant) {
        while let oldest = finished.oldest, oldest.at.advanced(by: limits.age) <= now {
            finished.removeOldest()
            if let entry = entries[oldest.id], entry.at == oldest.at, isTooOld(entry, now) { _ = remove(oldest.id) }
        }
    }

    private mutating func dropFetched() -> Bool { drop(from: \.fetchedOnDisk) || drop(from: \.fetchedInMemory) }

    /// Lets go of the picture that was fetched first; false when there is none.
    private mutating func drop(from queue: WritableKeyPath<SpoolShelf, AttemptQueue>) -> Bool {
        while let oldest = self[keyPath: queue].oldest {
            self[keyPath: queue].removeOldest()
            guard let entry = entries[oldest.id], entry.at == oldest.at, entry.isFetched, let held = entry.held else {
                continue
            }
            empty(oldest.id, entry.record.withoutPicture)
            release(held, of: entry.record)
            return true
        }
        return false
    }

    /// What is left when the picture goes: the memory of what was paid for.
    private mutating func empty(_ id: AttemptID, _ record: AttemptRecord?) {
        guard let record else {
            entries[id] = nil
            return
        }
        entries[id]?.record = record
        entries[id]?.held = nil
    }

    private mutating func enqueue(
        _ id: AttemptID, _ at: ContinuousClock.Instant, in queue: WritableKeyPath<SpoolShelf, AttemptQueue>,
        where counts: (Entry) -> Bool
    ) {
        let entries = entries
        self[keyPath: queue].append(AttemptQueue.Place(id: id, at: at), living: entries.count) { place in
            entries[place.id].map { $0.at == place.at && counts($0) } ?? false
        }
    }

    private mutating func release(_ held: HeldPicture?, of record: AttemptRecord) {
        count(held, of: record, -1)
        if let file = held?.file { gone.append(file) }
    }

    private mutating func count(_ held: HeldPicture?, of record: AttemptRecord, _ sign: Int) {
        guard let held else { return }
        bytesByProvider[record.provider?.id.name ?? "none", default: 0] += sign * held.bytes
        bytes += sign * held.bytes
        if held.isInMemory { bytesInMemory += sign * held.bytes }
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
