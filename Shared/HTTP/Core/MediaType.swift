/// A media type with parameters, as in Content-Type (RFC 9110 section 8.3).
package struct MediaType: Sendable, Equatable {
    /// Type and subtype in lower case, e.g. `application/json`.
    package let name: String
    /// Names in lower case, values unquoted.
    package let parameters: [String: String]

    /// In lower case, if named.
    package var charset: String? { parameters["charset"]?.lowercased() }

    /// Whether the body is JSON: `application/json` or a type ending in `+json`, and UTF-8 if it says anything.
    package var isJSON: Bool {
        (name == "application/json" || name.hasSuffix("+json")) && [nil, "utf-8", "utf8"].contains(charset)
    }

    /// Reads a field value; nil if it is malformed.
    package init?(_ text: String) {
        var scanner = TokenScanner(text)
        guard let type = scanner.token(), scanner.take(0x2F), let subtype = scanner.token() else { return nil }
        var parameters: [String: String] = [:]
        while scanner.skipBlank(), scanner.take(0x3B) {
            guard scanner.skipBlank(), !scanner.isAtEnd else { break }
            guard let name = scanner.token(), scanner.take(0x3D), let value = scanner.quoted() ?? scanner.token(),
                parameters.updateValue(value, forKey: name.lowercased()) == nil
            else { return nil }
        }
        guard scanner.isAtEnd else { return nil }
        name = "\(type)/\(subtype)".lowercased()
        self.parameters = parameters
    }
}

/// Reads tokens and quoted strings of a field value (RFC 9110 section 5.6).
struct TokenScanner {
    private let bytes: [UInt8]
    private var at = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { at == bytes.count }

    /// Always true, to stand in a condition.
    mutating func skipBlank() -> Bool {
        while at < bytes.count, bytes[at].isBlank { at += 1 }
        return true
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    mutating func token() -> String? {
        let start = at
        while at < bytes.count, ByteClass.isToken(bytes[at]) { at += 1 }
        return at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil
    }

    /// A quoted string with its escapes resolved; nil, and nothing read, if there is none.
    mutating func quoted() -> String? {
        guard at < bytes.count, bytes[at] == 0x22 else { return nil }
        var out: [UInt8] = []
        var index = at + 1
        while index < bytes.count, bytes[index] != 0x22 {
            if bytes[index] == 0x5C { index += 1 }
            guard index < bytes.count else { return nil }
            out.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else { return nil }
        at = index + 1
        return String(decoding: out, as: UTF8.self)
    }

    /// A quoted string as forms carry names: `\` before a quote or itself is an escape, as HTTP libraries write it,
    /// elsewhere a character of its own; `%22` is a quote, as browsers write it (WHATWG HTML, section 4.10.21.8).
    /// `%0D` and `%0A` stay as they are: no name holds a line end.
    mutating func formQuoted() -> String? {
        guard at < bytes.count, bytes[at] == 0x22 else { return nil }
        var out: [UInt8] = []
        var index = at + 1
        while index < bytes.count, bytes[index] != 0x22 {
            let (byte, length) = formCharacter(index)
            out.append(byte)
            index += length
        }
        guard index < bytes.count else { return nil }
        at = index + 1
        return String(decoding: out, as: UTF8.self)
    }

    private func formCharacter(_ index: Int) -> (byte: UInt8, length: Int) {
        let rest = bytes[(index + 1)...].prefix(2)
        switch bytes[index] {
        case 0x5C where rest.first == 0x22: return (0x22, 2)
        case 0x5C where rest.first == 0x5C: return (0x5C, 2)
        case 0x25 where rest.elementsEqual([0x32, 0x32]): return (0x22, 3)
        default: return (bytes[index], 1)
        }
    }
}
