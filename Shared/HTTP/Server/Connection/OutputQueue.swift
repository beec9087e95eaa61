import Glibc

/// Bytes that wait for a socket to take them.
struct OutputQueue {
    enum Outcome {
        case empty
        /// The socket takes no more now.
        case blocked
        case failed
    }

    private var pieces: [[UInt8]] = []
    private var first = 0
    /// Sent bytes of `pieces[first]`.
    private var offset = 0
    /// Bytes that wait.
    private(set) var count = 0

    /// Smaller pieces are joined, so that they go out in one call.
    private static let joined = 8192

    var isEmpty: Bool { count == 0 }

    mutating func append(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        count += bytes.count
        if let last = pieces.indices.last, last >= first, pieces[last].count + bytes.count <= Self.joined {
            pieces[last].append(contentsOf: bytes)
        } else {
            pieces.append(bytes)
        }
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        if let last = pieces.indices.last, last >= first, pieces[last].count + bytes.count <= Self.joined {
            count += bytes.count
            pieces[last].append(contentsOf: bytes)
        } else {
            append(Array(bytes))
        }
    }

    /// Sends as much as the socket takes.
    mutating func send(to descriptor: CInt) -> Outcome {
        while first < pieces.count {
            // MSG_MORE: the next piece belongs into the same packets.
            let flags = CInt(MSG_NOSIGNAL) | (first + 1 < pieces.count ? CInt(MSG_MORE) : 0)
            let sent = pieces[first].withUnsafeBytes { bytes in
                Glibc.send(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset, flags)
            }
            guard sent >= 0 else {
                if errno == EINTR { continue }
                return errno == EAGAIN ? .blocked : .failed
            }
            advance(by: sent)
        }
        reset()
        return .empty
    }

    private mutating func advance(by sent: Int) {
        count -= sent
        offset += sent
        guard offset == pieces[first].count else { return }
        pieces[first] = []
        first += 1
        offset = 0
        if first > 32 {
            pieces.removeFirst(first)
            first = 0
        }
    }

    /// Gives the memory back: a connection that waits holds none.
    private mutating func reset() {
        pieces = []
        (first, offset) = (0, 0)
    }
}
