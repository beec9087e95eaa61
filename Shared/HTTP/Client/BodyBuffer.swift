/// Bytes of an answer between libcurl and the reader: taken up to a mark, then refused until they have been read, or
/// gathered to the end for a reader who wants them all.
struct BodyBuffer {
    enum Acceptance: Equatable {
        case taken
        /// Not taken; libcurl keeps them and stops reading its socket.
        case refusedForNow
        case overLimit(Int)
    }

    private let highWater: Int
    private let limit: Int
    private var bytes: [UInt8] = []
    /// Bytes that have come so far.
    private(set) var received = 0
    /// Whether bytes were refused and none read since.
    private(set) var isRefusing = false
    private var gathering: Gathering?

    private struct Gathering {
        let limit: Int
        let expected: Int
    }

    init(highWater: Int, limit: Int?) {
        self.highWater = highWater
        self.limit = limit ?? .max
    }

    var isEmpty: Bool { bytes.isEmpty }
    var isGathering: Bool { gathering != nil }

    mutating func receive(_ new: UnsafeRawBufferPointer) -> Acceptance {
        // What does not fit at all is taken when nothing else waits, or it would never be.
        guard isGathering || bytes.isEmpty || bytes.count + new.count <= highWater else {
            isRefusing = true
            return .refusedForNow
        }
        received += new.count
        guard received <= limit else { return .overLimit(limit) }
        if let gathering, bytes.count + new.count > gathering.limit { return .overLimit(gathering.limit) }
        makeRoom(for: new.count)
        bytes.append(contentsOf: new)
        return .taken
    }

    /// All that waits; whether libcurl is to be asked to go on.
    mutating func take() -> (bytes: [UInt8], resumes: Bool) {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        defer { isRefusing = false }
        return (taken, isRefusing)
    }

    /// Refuses nothing from now on, and takes at most `limit` bytes together with those that wait; whether libcurl is to
    /// be asked to go on. `expected` is a stranger's word: nothing is reserved before the first byte is here.
    mutating func gather(limit: Int, expected: Int) -> Bool {
        gathering = Gathering(limit: limit, expected: min(expected, limit))
        defer { isRefusing = false }
        return isRefusing
    }

    /// Arrays grow by doubling; a buffer that fills up shall not end at twice its mark.
    private mutating func makeRoom(for count: Int) {
        let needed = bytes.count + count
        guard needed > bytes.capacity else { return }
        if let gathering {
            if needed <= gathering.expected { bytes.reserveCapacity(gathering.expected) }
        } else if needed > highWater / 4 {
            bytes.reserveCapacity(max(needed, highWater))
        }
    }
}
