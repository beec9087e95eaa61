import Glibc

/// The moment of a signature, in UTC, as signatures write it.
package struct SigningDate: Sendable, Equatable {
    /// `20261120T100000Z`
    package let text: String

    /// Takes a text of that form as it is.
    package init(text: String) { self.text = text }

    /// The second in which that moment lies.
    package init(unixSeconds: Double) {
        var seconds = time_t(unixSeconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        text =
            Self.digits(Int(parts.tm_year) + 1900, 4) + Self.digits(Int(parts.tm_mon) + 1, 2)
            + Self.digits(Int(parts.tm_mday), 2) + "T" + Self.digits(Int(parts.tm_hour), 2)
            + Self.digits(Int(parts.tm_min), 2) + Self.digits(Int(parts.tm_sec), 2) + "Z"
    }

    /// `20261120`
    package var day: String { String(text.prefix(8)) }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
