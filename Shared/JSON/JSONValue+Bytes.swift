extension JSONValue {
    /// The text of the value: no white space, order kept, numbers as they came, slashes not escaped.
    package func bytes() -> [UInt8] {
        var out: [UInt8] = []
        append(to: &out)
        return out
    }

    /// The text of the value as a string.
    package var text: String { String(decoding: bytes(), as: UTF8.self) }

    /// Adds the text of the value.
    package func append(to out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: [0x6E, 0x75, 0x6C, 0x6C])
        case .bool(true): out.append(contentsOf: [0x74, 0x72, 0x75, 0x65])
        case .bool(false): out.append(contentsOf: [0x66, 0x61, 0x6C, 0x73, 0x65])
        case .number(let number): out.append(contentsOf: number.text.utf8)
        case .string(let string): Self.appendEscaped(string, to: &out)
        case .array(let elements): Self.append(elements, to: &out)
        case .object(let object): object.append(to: &out)
        }
    }

    private static func append(_ elements: [JSONValue], to out: inout [UInt8]) {
        out.append(0x5B)
        for (index, element) in elements.enumerated() {
            if index > 0 { out.append(0x2C) }
            element.append(to: &out)
        }
        out.append(0x5D)
    }

    /// The string with quotes around it and escapes where JSON needs them.
    package static func escaped(_ string: String) -> [UInt8] {
        var out: [UInt8] = []
        appendEscaped(string, to: &out)
        return out
    }

    /// Adds the string with quotes around it and escapes where JSON needs them.
    package static func appendEscaped(_ string: String, to out: inout [UInt8]) {
        var string = string
        out.append(0x22)
        string.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices where bytes[index].needsEscape {
                out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
                out.append(contentsOf: bytes[index].escape)
                start = index + 1
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
        out.append(0x22)
    }
}

extension JSONObject {
    /// Adds the text of the object.
    package func append(to out: inout [UInt8]) {
        out.append(0x7B)
        for (index, member) in members.enumerated() {
            if index > 0 { out.append(0x2C) }
            JSONValue.appendEscaped(member.key, to: &out)
            out.append(0x3A)
            member.value.append(to: &out)
        }
        out.append(0x7D)
    }
}

extension UInt8 {
    @inline(__always)
    fileprivate var needsEscape: Bool { self < 0x20 || self == 0x22 || self == 0x5C }

    fileprivate var escape: [UInt8] {
        switch self {
        case 0x22, 0x5C: return [0x5C, self]
        case 0x0A: return [0x5C, 0x6E]
        case 0x0D: return [0x5C, 0x72]
        case 0x09: return [0x5C, 0x74]
        default:
            let digits = Array("0123456789abcdef".utf8)
            return [0x5C, 0x75, 0x30, 0x30, digits[Int(self >> 4)], digits[Int(self & 15)]]
        }
    }
}
