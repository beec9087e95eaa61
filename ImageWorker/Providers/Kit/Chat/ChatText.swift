import Glibc
import JSON

/// A part of an answer's text, found and not copied: megabytes of Base64 may lie in it.
package struct ChatText: Sendable {
    let bytes: [UInt8]
    let range: Range<Int>

    /// That part of those bytes.
    init(_ bytes: [UInt8], _ range: Range<Int>) { (self.bytes, self.range) = (bytes, range) }

    /// The whole of that text.
    package init(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes, 0..<bytes.count)
    }

    /// The JSON string at that place; copied only where it has escapes. Nil for any other value.
    init?(string place: Range<Int>, in body: [UInt8]) {
        if let plain = JSONSpans.plainString(body, at: place) {
            self.init(body, plain)
        } else if let text = (try? JSONValue.parse(body, in: place))?.string {
            self.init(text)
        } else {
            return nil
        }
    }

    var slice: ArraySlice<UInt8> { bytes[range] }
    var isEmpty: Bool { range.isEmpty }
    package var string: String { String(decoding: slice, as: UTF8.self) }

    func part(_ range: Range<Int>) -> ChatText { ChatText(bytes, range) }

    /// Without white space at both ends.
    var trimmed: ChatText {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, Self.isWhite(bytes[start]) { start += 1 }
        while end > start, Self.isWhite(bytes[end - 1]) { end -= 1 }
        return part(start..<end)
    }

    /// The first place of that byte at or behind `start`.
    func first(_ byte: UInt8, from start: Int) -> Int? {
        guard start < range.upperBound else { return nil }
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = memchr(base + start, CInt(byte), range.upperBound - start)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }

    /// Compared without regard to case; `prefix` in lower case.
    func hasPrefix(_ prefix: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
        guard range.count >= wanted.count else { return false }
        return slice.prefix(wanted.count).elementsEqual(wanted) {
            (0x41...0x5A).contains($0) ? $0 | 0x20 == $1 : $0 == $1
        }
    }

    static func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

extension ChatText: Equatable {
    package static func == (a: ChatText, b: ChatText) -> Bool {
        guard a.range.count == b.range.count else { return false }
        return a.bytes.withUnsafeBytes { first in
            b.bytes.withUnsafeBytes { second in
                guard let first = first.baseAddress, let second = second.baseAddress else { return true }
                return memcmp(first + a.range.lowerBound, second + b.range.lowerBound, a.range.count) == 0
            }
        }
    }
}
