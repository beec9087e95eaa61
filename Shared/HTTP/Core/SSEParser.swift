/// A stream of events that is larger than the reader allows.
package struct SSETooLargeError: Error, Equatable, Sendable {
    /// Bytes that one event may have.
    package let limit: Int

    /// An error about that limit.
    package init(limit: Int) { self.limit = limit }
}

/// Reads a `text/event-stream` from bytes as they come (WHATWG HTML, section 9.2.6): `append`, then `next` until nil.
/// What is unfinished at the end of the stream is dropped, as the standard says.
package struct SSEParser: Sendable {
    /// The id that a reconnecting client names in `Last-Event-ID`.
    package private(set) var lastEventID: String?
    /// The waiting time that the server asked for before reconnecting, in milliseconds.
    package private(set) var retryMilliseconds: Int?

    private let limit: Int
    private var buffer: [UInt8] = []
    /// Read up to here; no line end between here and `searched`.
    private var start = 0
    private var searched = 0
    private var atStreamStart = true
    /// The line before ended in CR: a LF at hand belongs to it.
    private var afterCarriageReturn = false
    private var eventType = ""
    private var data: [UInt8] = []
    private var hasData = false

    /// A parser that takes events of up to `limit` bytes, unfinished lines included.
    package init(limit: Int = 16 << 20) { self.limit = limit }

    /// Adds what arrived.
    package mutating func append(_ bytes: [UInt8]) {
        if start > 0 {
            buffer.removeSubrange(0..<start)
            searched -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole event; nil: more bytes are needed.
    package mutating func next() throws(SSETooLargeError) -> ServerSentEvent? {
        while let line = nextLine() {
            if let event = take(line) { return event }
            guard data.count <= limit else { throw SSETooLargeError(limit: limit) }
        }
        guard buffer.count - start + data.count <= limit else { throw SSETooLargeError(limit: limit) }
        return nil
    }

    /// The next line without its end; lines end in CR LF, LF or CR.
    private mutating func nextLine() -> Range<Int>? {
        if afterCarriageReturn, start < buffer.count {
            afterCarriageReturn = false
            if buffer[start] == 0x0A { start += 1 }
            searched = max(searched, start)
        }
        guard let end = nextLineEnd() else {
            searched = buffer.count
            return nil
        }
        let line = start..<end
        afterCarriageReturn = buffer[end] == 0x0D
        start = end + 1
        searched = start
        return line
    }

    private func nextLineEnd() -> Int? {
        buffer.withUnsafeBufferPointer { bytes in
            var index = searched
            while index < bytes.count {
                if bytes[index] == 0x0A || bytes[index] == 0x0D { return index }
                index &+= 1
            }
            return nil
        }
    }

    private mutating func take(_ range: Range<Int>) -> ServerSentEvent? {
        var line = buffer[range]
        if atStreamStart {
            atStreamStart = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        }
        guard !line.isEmpty else { return dispatch() }
        guard let colon = line.firstIndex(of: 0x3A) else {
            field(line, [])
            return nil
        }
        var value = line[(colon + 1)...]
        if value.first == 0x20 { value = value.dropFirst() }
        field(line[..<colon], value)
        return nil
    }

    private mutating func field(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) {
        switch String(decoding: name, as: UTF8.self) {
        case "data":
            if hasData { data.append(0x0A) }
            hasData = true
            data.append(contentsOf: value)
        case "event": eventType = String(decoding: value, as: UTF8.self)
        case "id" where !value.contains(0): lastEventID = String(decoding: value, as: UTF8.self)
        case "retry" where !value.isEmpty && value.allSatisfy(\.isDigit):
            retryMilliseconds = Int(String(decoding: value, as: UTF8.self)) ?? retryMilliseconds
        default: break
        }
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer { (eventType, data, hasData) = ("", [], false) }
        guard hasData else { return nil }
        return ServerSentEvent(event: eventType.isEmpty ? "message" : eventType, id: lastEventID, bytes: data)
    }
}
