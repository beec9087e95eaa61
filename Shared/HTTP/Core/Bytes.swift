/// A run of bytes inside a buffer that somebody else holds.
typealias ByteRun = UnsafeBufferPointer<UInt8>

/// Which bytes may stand where (RFC 9110 section 5.6, RFC 9112 section 3).
enum ByteClass {
    /// Bit 0: token; bit 1: field value; bit 2: request target; bit 3: host name.
    private static let table: [UInt8] = (0..<256).map { code in
        let byte = UInt8(code)
        return (isToken(byte) ? 1 : 0) | (isValue(byte) ? 2 : 0) | (isTarget(byte) ? 4 : 0) | (isHost(byte) ? 8 : 0)
    }

    static func isToken(_ run: ByteRun) -> Bool { !run.isEmpty && all(run, 1) }
    static func isValue(_ run: ByteRun) -> Bool { all(run, 2) }
    static func isTarget(_ run: ByteRun) -> Bool { !run.isEmpty && all(run, 4) }
    static func isHostName(_ run: ByteRun) -> Bool { !run.isEmpty && all(run, 8) }

    @inline(__always)
    private static func all(_ run: ByteRun, _ bit: UInt8) -> Bool {
        table.withUnsafeBufferPointer { table in
            var common = bit
            for byte in run { common &= table[Int(byte)] }
            return common != 0
        }
    }

    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    private static func isValue(_ byte: UInt8) -> Bool { byte == 0x09 || (byte >= 0x20 && byte != 0x7F) }

    /// Visible ASCII but `#`, and but what no browser leaves unescaped.
    private static func isTarget(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x23, 0x3C, 0x3E, 0x5C: false
        default: byte > 0x20 && byte < 0x7F
        }
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The same bytes as a buffer of their own, counted from 0.
    @inline(__always)
    func run(_ range: Range<Int>) -> ByteRun { ByteRun(rebasing: self[range]) }

    /// Without spaces and tabs at the ends.
    @inline(__always)
    var trimmed: ByteRun {
        var (start, end) = (0, count)
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return run(start..<end)
    }

    /// Whether these are the letters of `lowercase`, in any case.
    @inline(__always)
    func equals(_ lowercase: StaticString) -> Bool {
        guard count == lowercase.utf8CodeUnitCount else { return false }
        for index in 0..<count where self[index].lowercased != lowercase.utf8Start[index] { return false }
        return true
    }

    @inline(__always)
    var string: String { String(decoding: self, as: UTF8.self) }

    /// Whether all are ASCII, or else valid UTF-8.
    var isUTF8: Bool {
        var high: UInt8 = 0
        for byte in self { high |= byte }
        return high < 0x80 || String(validating: self, as: UTF8.self) != nil
    }
}

extension UInt8 {
    @inline(__always)
    var isBlank: Bool { self == 0x20 || self == 0x09 }

    @inline(__always)
    var isDigit: Bool { self &- 0x30 < 10 }

    @inline(__always)
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// The value of a hexadecimal digit.
    @inline(__always)
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
