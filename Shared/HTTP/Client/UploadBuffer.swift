/// Bytes of a streamed request between its source and libcurl.
struct UploadBuffer {
    enum Portion: Equatable {
        case bytes(Int)
        /// Nothing yet; libcurl stops asking until it is told to go on.
        case nothingYet
        case end
    }

    /// The source is asked for more when less than this waits.
    private static let highWater = 64 * 1024

    private var chunk: [UInt8] = []
    private var offset = 0
    /// Whether the source has given all.
    private(set) var isFinished = false
    /// Whether libcurl has asked in vain.
    private(set) var isStarving = false

    var wantsMore: Bool { chunk.count - offset < Self.highWater }

    mutating func feed(_ more: [UInt8]) {
        if offset == chunk.count {
            chunk = more
        } else {
            chunk.removeSubrange(..<offset)
            chunk.append(contentsOf: more)
        }
        offset = 0
    }

    mutating func finish() { isFinished = true }

    /// libcurl asks again from here on.
    mutating func resume() { isStarving = false }

    mutating func read(into target: UnsafeMutableRawBufferPointer) -> Portion {
        let count = min(target.count, chunk.count - offset)
        guard count > 0 else {
            isStarving = !isFinished
            return isFinished ? .end : .nothingYet
        }
        chunk.withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
        offset += count
        if offset == chunk.count {
            chunk = []
            offset = 0
        }
        return .bytes(count)
    }
}
