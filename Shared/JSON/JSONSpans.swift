import Glibc

/// Where the values of a text are, without building them: to pass a value on byte for byte, or to find one of
/// megabytes. The whole text is checked as strictly as `JSONValue.parse` does.
package enum JSONSpans {
    /// A member of an object and the bytes of its value.
    package struct Member: Sendable, Equatable {
        package let key: String
        package let range: Range<Int>
    }

    /// One step of the way to a value.
    package enum Step: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case key(String)
        case index(Int)

        package init(stringLiteral value: String) { self = .key(value) }
        package init(integerLiteral value: Int) { self = .index(value) }
    }

    /// The members of the object that `bytes` (or that part of them) holds, in order, repeated names included.
    ///
    /// Throws `.notAnObject` for any other value.
    package static func object(
        _ bytes: [UInt8], in range: Range<Int>? = nil, limits: JSONLimits = .standard
    ) throws(JSONError) -> [Member] {
        try scanning(bytes, in: range, limits: limits) { (scanner: inout JSONScanner) throws(JSONError) in
            var members: [Member] = []
            guard scanner.byte == 0x7B else {
                let value = try scanner.skipValue()
                throw JSONError(.notAnObject, offset: value.lowerBound)
            }
            try scanner.countValue()
            try scanner.forEachMember { (scanner, key) throws(JSONError) in
                let name = scanner.text(key)
                members.append(Member(key: name, range: try scanner.skipValue()))
            }
            return members
        }
    }

    /// The bytes of the values at those paths, in one pass; nil where there is none. Of repeated names the last holds.
    package static func find(
        _ paths: [[Step]], in bytes: [UInt8], limits: JSONLimits = .standard
    ) throws(JSONError) -> [Range<Int>?] {
        try scanning(bytes, in: nil, limits: limits) { (scanner: inout JSONScanner) throws(JSONError) in
            var found = [Range<Int>?](repeating: nil, count: paths.count)
            try scanner.locate(paths, Array(paths.indices), depth: 0, &found)
            return found
        }
    }

    /// The bytes between the quotes of the string at `range`, if it is one and holds no escape.
    package static func plainString(_ bytes: [UInt8], at range: Range<Int>) -> Range<Int>? {
        let bounds = 0..<bytes.count
        guard range.count >= 2, bounds.contains(range.lowerBound), bounds.contains(range.upperBound - 1),
            bytes[range.lowerBound] == 0x22, bytes[range.upperBound - 1] == 0x22
        else { return nil }
        let inner = (range.lowerBound + 1)..<(range.upperBound - 1)
        let backslash = bytes.withUnsafeBytes { memchr($0.baseAddress! + inner.lowerBound, 0x5C, inner.count) }
        return backslash == nil ? inner : nil
    }
}

extension JSONScanner {
    /// Notes the value at hand for every path in `open` that ends here, and goes on into those that do not.
    fileprivate mutating func locate(
        _ paths: [[JSONSpans.Step]], _ open: [Int], depth: Int, _ found: inout [Range<Int>?]
    ) throws(JSONError) {
        let start = at
        let onward = open.filter { paths[$0].count > depth }
        if onward.isEmpty {
            _ = try skipValue()
        } else if byte == 0x7B {
            try countValue()
            try forEachMember { (scanner, key) throws(JSONError) in
                let step = JSONSpans.Step.key(scanner.text(key))
                try scanner.locateChild(step, paths, onward, depth, &found)
            }
        } else if byte == 0x5B {
            try countValue()
            try forEachElement { (scanner, index) throws(JSONError) in
                try scanner.locateChild(.index(index), paths, onward, depth, &found)
            }
        } else {
            _ = try skipValue()
        }
        for path in open where paths[path].count == depth { found[path] = start..<at }
    }

    private mutating func locateChild(
        _ step: JSONSpans.Step, _ paths: [[JSONSpans.Step]], _ open: [Int], _ depth: Int,
        _ found: inout [Range<Int>?]
    ) throws(JSONError) {
        let matching = open.filter { paths[$0][depth] == step }
        // A repeated name replaces the whole value, and with it whatever was found inside.
        for path in matching { found[path] = nil }
        if matching.isEmpty { _ = try skipValue() } else { try locate(paths, matching, depth: depth + 1, &found) }
    }
}
