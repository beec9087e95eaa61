/// An event of a `text/event-stream` (WHATWG HTML, section 9.2).
package struct ServerSentEvent: Sendable, Equatable {
    /// The event's type; `message` if the stream names none.
    package var event: String
    /// Of this event or of the last one before it that had an id.
    package var id: String?
    /// The data lines, joined by line feeds.
    package var bytes: [UInt8]

    /// An event with those bytes of data.
    package init(event: String = "message", id: String? = nil, bytes: [UInt8]) {
        self.event = event
        self.id = id
        self.bytes = bytes
    }

    /// An event with that text as data.
    package init(event: String = "message", id: String? = nil, data: String) {
        self.init(event: event, id: id, bytes: Array(data.utf8))
    }

    /// The data as text; what is not UTF-8 becomes U+FFFD.
    package var data: String { String(decoding: bytes, as: UTF8.self) }

    /// A comment line that keeps the connection busy and means nothing.
    package static let keepAlive: [UInt8] = Array(": keep-alive\n\n".utf8)

    /// The event as it goes onto the wire. Line ends in `event` and `id` become spaces: they cannot start a field.
    package func encoded() -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 64)
        if event != "message" { Self.append("event: ", Self.oneLine(event), to: &out) }
        if let id { Self.append("id: ", Self.oneLine(id), to: &out) }
        appendData(to: &out)
        out.append(0x0A)
        return out
    }

    private func appendData(to out: inout [UInt8]) {
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D {
                Self.append("data: ", bytes[start..<index], to: &out)
                if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
                start = index + 1
            }
            index += 1
        }
        Self.append("data: ", bytes[start...], to: &out)
    }

    private static func append(_ name: StaticString, _ value: ArraySlice<UInt8>, to out: inout [UInt8]) {
        out.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        out.append(contentsOf: value)
        out.append(0x0A)
    }

    private static func oneLine(_ text: String) -> ArraySlice<UInt8> {
        text.utf8.map { $0 == 0x0A || $0 == 0x0D || $0 == 0 ? 0x20 : $0 }[...]
    }
}
