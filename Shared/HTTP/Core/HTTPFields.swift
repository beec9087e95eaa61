/// Header fields in the order of the wire; names compare without regard to ASCII case (RFC 9110 section 5.1).
package struct HTTPFields: Sendable, ExpressibleByDictionaryLiteral {
    /// One field line.
    package struct Field: Sendable, Equatable {
        /// As it was written.
        package let name: String
        /// Without the white space around it.
        package var value: String

        /// One field line; the caller vouches for the characters of both.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All lines, repeated names included.
    package private(set) var all: [Field]

    /// No fields.
    package init() { all = [] }

    /// The fields as given.
    package init(_ fields: [Field]) { all = fields }

    package init(dictionaryLiteral elements: (String, String)...) {
        all = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first value of that name; setting replaces all of them, nil removes them.
    package subscript(name: String) -> String? {
        get { all.first { Self.same($0.name, name) }?.value }
        set {
            all.removeAll { Self.same($0.name, name) }
            if let newValue { all.append(Field(name: name, value: newValue)) }
        }
    }

    /// Every value of that name, in order.
    package func values(_ name: String) -> [String] {
        all.filter { Self.same($0.name, name) }.map(\.value)
    }

    /// Adds a line and keeps those of the same name.
    package mutating func append(_ name: String, _ value: String) {
        all.append(Field(name: name, value: value))
    }

    /// Whether a comma-separated field of that name lists `token`, without regard to ASCII case.
    package func lists(_ name: String, token: String) -> Bool {
        values(name).contains { value in
            value.split(separator: ",").contains { Self.same(String($0.trimmingASCIISpace()), token) }
        }
    }

    /// Whether two names are equal but for ASCII case.
    package static func same(_ a: String, _ b: String) -> Bool {
        guard a.utf8.count == b.utf8.count else { return false }
        var (a, b) = (a, b)
        return a.withUTF8 { x in
            b.withUTF8 { y in
                for index in x.indices where x[index].lowercased != y[index].lowercased { return false }
                return true
            }
        }
    }
}

extension Substring {
    /// The text without spaces and tabs at its ends.
    func trimmingASCIISpace() -> Substring {
        let isText: (UInt8) -> Bool = { !$0.isBlank }
        guard let first = utf8.firstIndex(where: isText), let last = utf8.lastIndex(where: isText) else { return "" }
        return Substring(utf8[first...last])
    }
}
