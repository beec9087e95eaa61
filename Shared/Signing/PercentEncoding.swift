/// Percent-encoding as signatures want it: everything but RFC 3986's unreserved characters, upper-case digits.
enum PercentEncoding {
    /// A query's name or value; a space becomes `%20`.
    static func component(_ text: String) -> String { encode(text, keepingSlash: false) }

    /// A path; slashes stay, nothing is decoded first.
    static func path(_ text: String) -> String { encode(text, keepingSlash: true) }

    private static func encode(_ text: String, keepingSlash: Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) || keepingSlash && byte == 0x2F {
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
