import HTTPCore

/// Makes the head of the final answer out of header lines as libcurl hands them over, one a call.
struct ResponseHeadReader {
    enum Event: Equatable {
        case more
        /// The final head is whole.
        case head
        case tooLarge
        case malformed
    }

    private let limit: Int
    private var bytes = 0
    private var status: Int?
    private var version = HTTPVersion.http11
    private var fields = HTTPFields()
    private var isDone = false

    init(limit: Int) { self.limit = limit }

    /// The head; meaningful after `.head`.
    var head: ResponseHead { ResponseHead(status: HTTPStatus(status ?? 0), version: version, fields: fields) }

    /// Trailers count towards the limit and are dropped.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Event {
        bytes += line.count
        guard bytes <= limit else { return .tooLarge }
        guard !isDone else { return .more }
        let text = Self.withoutLineEnd(line)
        if text.isEmpty { return endOfHead() }
        return text.starts(with: "HTTP/".utf8) ? statusLine(text) : fieldLine(text)
    }

    /// Interim answers (1xx) are skipped.
    private mutating func endOfHead() -> Event {
        guard let status else { return .malformed }
        if (100..<200).contains(status) { return .more }
        isDone = true
        return .head
    }

    private mutating func statusLine(_ line: Slice<UnsafeRawBufferPointer>) -> Event {
        let words = line.split(separator: 0x20, maxSplits: 2)
        guard words.count >= 2, words[1].count == 3, let code = Int(String(decoding: words[1], as: UTF8.self)),
            (100...599).contains(code)
        else { return .malformed }
        status = code
        version = Self.version(String(decoding: words[0], as: UTF8.self))
        fields = HTTPFields()
        return .more
    }

    private mutating func fieldLine(_ line: Slice<UnsafeRawBufferPointer>) -> Event {
        guard status != nil, let colon = line.firstIndex(of: 0x3A) else { return .malformed }
        let value = line[line.index(after: colon)...].drop(while: Self.isSpace)
        let end = value.lastIndex { !Self.isSpace($0) }.map { value.index(after: $0) } ?? value.startIndex
        fields.append(
            String(decoding: line[..<colon], as: UTF8.self),
            String(decoding: value[value.startIndex..<end], as: UTF8.self))
        return .more
    }

    private static func withoutLineEnd(_ line: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
        var rest = line[...]
        if rest.last == 0x0A { rest.removeLast() }
        if rest.last == 0x0D { rest.removeLast() }
        return rest
    }

    private static func version(_ text: String) -> HTTPVersion {
        switch text {
        case "HTTP/2": .http2
        case "HTTP/1.0": .http10
        default: .http11
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
