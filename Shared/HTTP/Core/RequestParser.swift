import Glibc

/// Reads HTTP/1.1 and 1.0 requests from bytes as they come, one after the other (RFC 9112, strictly): what two readers
/// could understand differently is refused.
///
/// A value without input or output: `append` what arrived, then call `next` until it gives nil. However the bytes are
/// split, the events are the same but for the cuts between `.body` pieces. It holds what is not yet read, nothing else.
package struct RequestParser: Sendable {
    package enum Event: Sendable {
        case head(RequestHead, body: BodyFraming)
        /// The next bytes of the body, never none.
        case body([UInt8])
        /// The request is complete; the next one may follow.
        case end
    }

    enum State {
        /// May go to: fields.
        case start(emptyLines: Int)
        /// May go to: itself, length, chunkSize, done.
        case fields(HeadDraft, size: Int)
        /// May go to: done.
        case length(left: Int)
        /// May go to: chunk, trailers.
        case chunkSize
        /// May go to: chunkEnd.
        case chunk(left: Int)
        /// May go to: chunkSize.
        case chunkEnd
        /// May go to: done.
        case trailers(size: Int, count: Int)
        /// May go to: start.
        case done
        /// Any state may come here, none leaves.
        case failed(HTTPParseError)
    }

    /// May be changed between events, e.g. `body` once the route is known.
    package var limits: HTTPLimits
    /// Whether the client lets the connection live on after the request whose head came last.
    package private(set) var keepsAlive = true
    /// Whether that client waits for `100 Continue` before it sends the body.
    package private(set) var expectsContinue = false

    var state = State.start(emptyLines: 0)
    private var buffer: [UInt8] = []
    /// Read up to here.
    private var start = 0
    /// No line end before here.
    private var searched = 0
    /// Bytes of body and of chunk extensions of this message.
    var bodySize = 0
    var extensionSize = 0

    /// A parser at the start of a connection.
    package init(limits: HTTPLimits = .standard) { self.limits = limits }

    /// Bytes that came and are not read yet.
    package var buffered: Int { buffer.count - start }

    /// Whether nothing of a next request has come: the end of the connection is in order here.
    package var isIdle: Bool {
        guard case .start = state else { return false }
        return buffered == 0
    }

    /// Adds what arrived.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if start == buffer.count, start > 0 { forgetAll() }
        if start > 0 {
            buffer.removeSubrange(0..<start)
            searched -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Adds what arrived.
    package mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

    /// What the bytes so far say next; nil: more are needed. After an error the same error is thrown again.
    package mutating func next() throws(HTTPParseError) -> Event? {
        do {
            return try advance()
        } catch {
            state = .failed(error)
            forgetAll()
            throw error
        }
    }

    /// The connection has ended: throws `.truncated` inside a message.
    package func finish() throws(HTTPParseError) {
        guard isIdle else { throw .truncated }
    }

    private mutating func advance() throws(HTTPParseError) -> Event? {
        while true {
            switch state {
            case .start, .fields:
                guard let event = try readHead() else { return nil }
                return event
            case .length(let left):
                return takeBody(left) { $0 > 0 ? .length(left: $0) : .done }
            case .chunk(let left):
                return takeBody(left) { $0 > 0 ? .chunk(left: $0) : .chunkEnd }
            case .chunkSize, .chunkEnd, .trailers:
                guard try readChunkLine() else { return nil }
            case .done:
                state = .start(emptyLines: 0)
                if buffered == 0 { forgetAll() }
                return .end
            case .failed(let error): throw error
            }
        }
    }

    private mutating func readHead() throws(HTTPParseError) -> Event? {
        while true {
            switch state {
            case .start(let emptyLines):
                guard let line = try takeLine(limits.requestLine, .requestLineTooLong) else { return nil }
                try begin(line, emptyLines)
            case .fields(var draft, let size):
                guard let line = try takeLine(limits.fields - size, .fieldsTooLarge) else { return nil }
                if line.isEmpty { return try head(draft) }
                guard draft.fields.count < limits.fieldCount else { throw .tooManyFields }
                // The state must not hold a second reference while the draft grows.
                state = .done
                try buffer.withUnsafeBufferPointer { (all) throws(HTTPParseError) in try draft.add(all.run(line)) }
                state = .fields(draft, size: size + line.count + 2)
            case .length, .chunkSize, .chunk, .chunkEnd, .trailers, .done, .failed: return nil
            }
        }
    }

    /// One empty line before a request is forgiven (RFC 9112 section 2.2), a second is not.
    private mutating func begin(_ line: Range<Int>, _ emptyLines: Int) throws(HTTPParseError) {
        guard !line.isEmpty else {
            guard emptyLines == 0 else { throw .emptyLines }
            state = .start(emptyLines: 1)
            return
        }
        let parsed = try buffer.withUnsafeBufferPointer { (all) throws(HTTPParseError) in
            try RequestLine(all.run(line))
        }
        state = .fields(HeadDraft(parsed), size: 0)
    }

    private mutating func head(_ draft: HeadDraft) throws(HTTPParseError) -> Event {
        let head = try draft.finish()
        (bodySize, extensionSize) = (0, 0)
        keepsAlive = draft.keepsAlive
        expectsContinue = draft.expectsContinue && draft.framing != .none
        switch draft.framing {
        case .none: state = .done
        case .chunked: state = .chunkSize
        case .length(let length):
            // The head is told all the same: the refusal is an answer to it, in its language and under its id.
            state = length <= limits.body ? .length(left: length) : .failed(.bodyTooLarge)
        }
        return .head(head, body: draft.framing)
    }

    private mutating func takeBody(_ left: Int, then: (Int) -> State) -> Event? {
        let count = min(left, buffered)
        guard count > 0 else { return nil }
        state = then(left - count)
        return .body(take(count))
    }

    /// The next bytes; the whole buffer is handed over without a copy.
    private mutating func take(_ count: Int) -> [UInt8] {
        if start == 0, count == buffer.count {
            let whole = buffer
            forgetAll()
            return whole
        }
        let piece = Array(buffer[start..<start + count])
        start += count
        searched = start
        return piece
    }

    /// The next line without its line end, if it has come. `limit` counts the line end too.
    mutating func takeLine(_ limit: Int, _ tooLong: HTTPParseError) throws(HTTPParseError) -> Range<Int>? {
        guard let feed = nextLineFeed() else {
            searched = buffer.count
            guard buffered <= limit else { throw tooLong }
            return nil
        }
        let line = start
        guard feed + 1 - line <= limit else { throw tooLong }
        guard feed > line, buffer[feed - 1] == 0x0D else { throw .bareLineFeed }
        start = feed + 1
        searched = start
        return line..<feed - 1
    }

    private func nextLineFeed() -> Int? {
        buffer.withUnsafeBytes { all in
            guard let base = all.baseAddress, searched < all.count,
                let found = memchr(base + searched, 0x0A, all.count - searched)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// The bytes of a taken line, valid until the next `append`.
    func withLine<Result>(
        _ line: Range<Int>, _ body: (ByteRun) throws(HTTPParseError) -> Result
    ) throws(HTTPParseError) -> Result {
        try buffer.withUnsafeBufferPointer { (all) throws(HTTPParseError) in try body(all.run(line)) }
    }

    private mutating func forgetAll() {
        buffer = []
        (start, searched) = (0, 0)
    }
}
