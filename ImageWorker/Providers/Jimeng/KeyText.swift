import JSON

/// Keys as operators paste them: with blanks around, and sometimes Base64-coded once more.
enum KeyText {
    /// The key itself: trimmed, and decoded where it is Base64 of printable text.
    ///
    /// A key that already has the form in which the console shows it stays as it is: an access key begins with `AKLT` or
    /// `AKTP`, and a secret key is itself Base64, twice over 32 hexadecimal digits, and would decode to something
    /// printable and wrong.
    static func clean(_ text: String) -> String {
        let key = trimmed(text)
        guard !hasConsoleForm(key), let decoded = printable(key) else { return key }
        return trimmed(decoded)
    }

    private static func hasConsoleForm(_ key: String) -> Bool {
        if key.hasPrefix("AKLT") || key.hasPrefix("AKTP") { return true }
        guard let once = Base64.decode(Array(key.utf8)), let twice = Base64.decode(once) else { return false }
        return twice.count == 32 && twice.allSatisfy(isHexDigit)
    }

    /// The text behind canonical, padded Base64, if all of it can be printed.
    private static func printable(_ key: String) -> String? {
        let bytes = Array(key.utf8)
        guard bytes.count % 4 == 0, let decoded = Base64.decode(bytes), !decoded.isEmpty,
            Base64.encode(decoded) == bytes, let text = String(validating: decoded, as: UTF8.self),
            text.unicodeScalars.allSatisfy(isPrintable)
        else { return nil }
        return text
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || (0x20...0x7E).contains(scalar.value)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
