/// Percent-encoding of RFC 3986 section 2.
package enum PercentEncoding {
    /// The text behind an encoded one; nil for half an escape, for bytes that are not UTF-8, and for NUL, at which C
    /// libraries would cut a name short.
    package static func decode(_ text: Substring, plusIsSpace: Bool = false) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            if byte == 0x25 {
                guard let high = bytes.next()?.hexValue, let low = bytes.next()?.hexValue, high | low != 0 else {
                    return nil
                }
                out.append(high << 4 | low)
            } else {
                out.append(plusIsSpace && byte == 0x2B ? 0x20 : byte)
            }
        }
        return String(validating: out, as: UTF8.self)
    }

    /// The text with everything but unreserved characters escaped: fit for a path segment or a query value.
    package static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                out.append(byte)
            } else {
                out.append(contentsOf: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}
