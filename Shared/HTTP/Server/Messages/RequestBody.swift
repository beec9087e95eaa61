import EventLoop
import HTTPCore

/// The body of a request while it arrives. Not read, it is not taken from the socket beyond a mark.
package final class RequestBody: @unchecked Sendable {
    // @unchecked: `declaredLength` and `limit` never change; the rest is touched on the loop's thread only.

    /// Bytes that Content-Length promised; nil when the body is chunked.
    package let declaredLength: Int?
    private let loop: EventLoop?
    private weak var source: (any BodySource)?
    private var pieces: [[UInt8]] = []
    private(set) var queued = 0
    private var ending: Ending?
    private var waiter: LoopWaiter<[UInt8]?>?

    private enum Ending {
        case whole
        case failed(any Error)
    }

    /// A body that arrives on `loop` from `source`.
    init(declaredLength: Int?, loop: EventLoop, source: any BodySource) {
        self.declaredLength = declaredLength
        self.loop = loop
        self.source = source
    }

    /// A body that is here already; for requests without one and for tests of handlers.
    package init(_ bytes: [UInt8] = []) {
        declaredLength = bytes.count
        loop = nil
        pieces = bytes.isEmpty ? [] : [bytes]
        queued = bytes.count
        ending = .whole
    }

    static let none = RequestBody()

    /// The next bytes, never none; nil after the last.
    /// - Throws: `HTTPServerError.clientGone`, `.requestTimeout`, `.malformed`, `.bodyTooLarge`; `CancellationError`.
    package func nextChunk() async throws -> [UInt8]? {
        guard let loop else { return try takeNow().flatMap { $0 } }
        if loop.isCurrent, let now = try takeNow() { return now }
        let waiter = LoopWaiter<[UInt8]?>()
        return try await waiter.wait(on: loop) { self.wait(waiter) }
    }

    /// The whole body, when it has at most `limit` bytes.
    /// - Throws: `HTTPServerError.bodyTooLarge`, before anything is read if the declared length tells; what
    ///   `nextChunk` throws.
    package func collect(limit: Int) async throws -> [UInt8] {
        if let declaredLength, declaredLength > limit { throw HTTPServerError.bodyTooLarge(limit: limit) }
        var whole: [UInt8] = []
        while let piece = try await nextChunk() {
            guard whole.count + piece.count <= limit else { throw HTTPServerError.bodyTooLarge(limit: limit) }
            if whole.isEmpty {
                whole = piece
                if let declaredLength, declaredLength > piece.count { whole.reserveCapacity(declaredLength) }
            } else {
                whole.append(contentsOf: piece)
            }
        }
        return whole
    }

    // MARK: On the loop

    /// Whether the last byte has come.
    var isComplete: Bool { ending != nil }
    /// Whether a handler waits for bytes.
    var isWanted: Bool { waiter?.isOpen ?? false }

    func receive(_ piece: [UInt8]) {
        if let waiter, waiter.isOpen {
            self.waiter = nil
            return waiter.resume(.success(piece))
        }
        queued += piece.count
        // Small pieces are joined: a sender of one-byte chunks must not cost an array each.
        if let last = pieces.indices.last, pieces[last].count + piece.count <= 4096 {
            pieces[last].append(contentsOf: piece)
        } else {
            pieces.append(piece)
        }
    }

    func finish() {
        guard ending == nil else { return }
        ending = .whole
        wake(.success(nil))
    }

    func fail(_ error: any Error) {
        guard ending == nil else { return }
        ending = .failed(error)
        wake(.failure(error))
    }

    private func wake(_ result: Result<[UInt8]?, any Error>) {
        waiter?.resume(result)
        waiter = nil
    }

    /// `.some(nil)` is the end; nil means that more must arrive first.
    private func takeNow() throws -> [UInt8]?? {
        if !pieces.isEmpty {
            let piece = pieces.removeFirst()
            queued -= piece.count
            if loop != nil { source?.bodyWanted() }
            return .some(piece)
        }
        switch ending {
        case .whole: return .some(nil)
        case .failed(let error): throw error
        case nil: return nil
        }
    }

    private func wait(_ waiter: LoopWaiter<[UInt8]?>) {
        do {
            if let now = try takeNow() { return waiter.resume(.success(now)) }
        } catch {
            return waiter.resume(.failure(error))
        }
        self.waiter?.resume(.failure(CancellationError()))
        self.waiter = waiter
        source?.bodyWanted()
    }
}

/// Where a body comes from; called on the loop.
protocol BodySource: AnyObject {
    /// The handler wants bytes or has made room.
    func bodyWanted()
}
