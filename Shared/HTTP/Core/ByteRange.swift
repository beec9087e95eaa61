/// What a Range field asks of a resource (RFC 9110 section 14).
package enum ByteRange: Sendable, Equatable {
    /// The whole: the field is malformed, names another unit or several ranges, and may then be ignored.
    case whole
    /// 206 with these bytes, never none.
    case part(Range<Int>)
    /// 416 with `Content-Range: bytes */size`.
    case unsatisfiable

    /// Reads `bytes=a-b`, `bytes=a-` or `bytes=-n` for a resource of `size` bytes.
    package init(_ field: String, size: Int) {
        let text = field.trimmingPrefix("bytes=")
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.startIndex > field.startIndex, ends.count == 2 else {
            self = .whole
            return
        }
        switch (Self.number(ends[0]), Self.number(ends[1])) {
        case (let first?, let last?) where last >= first: self = Self.part(first, last, size)
        case (let first?, nil) where ends[1].isEmpty: self = Self.part(first, size - 1, size)
        case (nil, let count?) where ends[0].isEmpty:
            self = count > 0 ? Self.part(max(0, size - count), size - 1, size) : .unsatisfiable
        default: self = .whole
        }
    }

    /// What those fields ask of a resource with that strong tag: a range of another version than ours is none (If-Range,
    /// section 13.1.5).
    package init(_ fields: HTTPFields, tag: String, size: Int) {
        guard let field = fields["Range"], fields["If-Range"].map({ $0 == tag }) ?? true else {
            self = .whole
            return
        }
        self.init(field, size: size)
    }

    private static func part(_ first: Int, _ last: Int, _ size: Int) -> ByteRange {
        first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else { return nil }
        return Int(text) ?? .max
    }
}
