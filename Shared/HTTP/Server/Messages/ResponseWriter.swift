import EventLoop

/// Writes the body of one answer; of no use once its producer has returned.
package struct ResponseWriter: Sendable {
    private let stream: ResponseStream

    init(_ stream: ResponseStream) { self.stream = stream }

    /// Takes bytes for the client; they leave with the end of this turn of the loop. Suspends while more than the high
    /// mark waits, until less than the low mark does.
    /// - Throws: `HTTPServerError.clientGone`, `ResponseLengthError`, `CancellationError`.
    package func write(_ bytes: [UInt8]) async throws {
        if stream.loop.isCurrent, try stream.write(bytes) { return }
        try await stream.writeWhenThereIsRoom(bytes)
    }

    /// Sends what was written at once.
    package func flush() {
        stream.loop.onLoop { [stream] in stream.flush() }
    }

    /// Sends no sign of life while `body` writes: one in the middle of an event's data would become part of it.
    func withoutKeepAlive(_ body: () async throws -> Void) async throws {
        stream.loop.onLoop { [stream] in stream.isQuiet = true }
        defer { stream.loop.onLoop { [stream] in stream.isQuiet = false } }
        try await body()
    }

    /// While nothing is written for `interval`, `bytes` are sent.
    func keepAlive(every interval: Duration, _ bytes: [UInt8]) {
        stream.loop.onLoop { [stream] in
            stream.heartbeat = .init(interval: interval, bytes: bytes, due: stream.loop.now + interval)
        }
    }
}

/// A producer wrote more bytes than it had promised.
package struct ResponseLengthError: Error {}

/// The streamed body of one answer, between its producer and the connection.
final class ResponseStream: @unchecked Sendable {
    // @unchecked: `loop` never changes; the rest is touched on the loop's thread only.
    let loop: EventLoop
    private weak var connection: Connection?
    let isChunked: Bool
    /// Promised bytes that are not yet written.
    private(set) var left: Int?
    private var waiter: LoopWaiter<Void>?
    /// Bytes to send when nothing was written for so long.
    var heartbeat: Heartbeat?
    /// Something is half written that a sign of life would tear apart.
    var isQuiet = false

    struct Heartbeat {
        let interval: Duration
        let bytes: [UInt8]
        var due: ContinuousClock.Instant

        mutating func postpone(from now: ContinuousClock.Instant) { due = now + interval }
    }

    init(connection: Connection, loop: EventLoop, length: Int?, isChunked: Bool) {
        self.connection = connection
        self.loop = loop
        self.left = length
        self.isChunked = isChunked
    }

    /// True when the bytes were taken and there is room for more; false when nothing was taken.
    func write(_ bytes: [UInt8]) throws -> Bool {
        guard let connection else { throw HTTPServerError.clientGone }
        guard !(waiter?.isOpen ?? false), !connection.isAboveHighMark else { return false }
        try put(bytes, connection)
        return true
    }

    func writeWhenThereIsRoom(_ bytes: [UInt8]) async throws {
        let room = LoopWaiter<Void>()
        try await room.wait(on: loop) { self.waitForRoom(room) }
        let taken = LoopWaiter<Void>()
        try await taken.wait(on: loop) {
            taken.resume(
                Result {
                    guard let connection = self.connection else { throw HTTPServerError.clientGone }
                    try self.put(bytes, connection)
                })
        }
    }

    private func waitForRoom(_ waiter: LoopWaiter<Void>) {
        guard let connection else { return waiter.resume(.failure(HTTPServerError.clientGone)) }
        guard connection.isAboveHighMark else { return waiter.resume(.success(())) }
        self.waiter?.resume(.failure(CancellationError()))
        self.waiter = waiter
    }

    private func put(_ bytes: [UInt8], _ connection: Connection) throws {
        guard !bytes.isEmpty else { return }
        if let left {
            guard bytes.count <= left else { throw ResponseLengthError() }
            self.left = left - bytes.count
        }
        heartbeat?.postpone(from: loop.now)
        if isChunked { connection.writeChunk(bytes) } else { connection.write(bytes) }
    }

    func flush() { connection?.flush() }

    /// The socket has taken enough.
    func roomMade() {
        waiter?.resume(.success(()))
        waiter = nil
    }

    /// Sends a sign of life if one is due and nothing else waits.
    func beat(_ now: ContinuousClock.Instant) {
        guard !isQuiet, let heartbeat, now >= heartbeat.due, let connection, !connection.isAboveHighMark else { return }
        try? put(heartbeat.bytes, connection)
    }

    /// No more is taken: the producer is done, or the client gone.
    func close() {
        connection = nil
        waiter?.resume(.failure(HTTPServerError.clientGone))
        waiter = nil
    }
}
