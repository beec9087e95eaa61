extension Timestamp {
    /// `2026-11-20T13:04:05.678Z` (RFC 3339, UTC).
    package var rfc3339: String {
        let time = civil
        return Self.pad(time.year, 4) + "-" + Self.pad(time.month) + "-" + Self.pad(time.day) + "T" + time.clock + "."
            + Self.pad(time.millisecond, 3) + "Z"
    }

    /// `Fri, 20 Nov 2026 13:04:05 GMT` (RFC 9110, IMF-fixdate).
    package var httpDate: String {
        let time = civil
        return Self.weekdays[time.weekday] + ", " + Self.pad(time.day) + " " + Self.months[time.month - 1] + " "
            + Self.pad(time.year, 4) + " " + time.clock + " GMT"
    }

    /// Reads RFC 3339 with any offset; digits beyond milliseconds are dropped.
    package init?(rfc3339 text: some StringProtocol) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T") || reader.take("t") || reader.take(" "),
            let (hour, minute, second) = reader.clock(), let fraction = reader.milliseconds(),
            let offset = reader.offsetMinutes(), reader.isAtEnd,
            let civil = CivilTime(
                year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: fraction)
        else { return nil }
        self.init(unixMilliseconds: civil.unixMilliseconds - Int64(offset) * 60_000)
    }

    /// Reads the fixed form of an HTTP date; the two obsolete forms give nil.
    package init?(httpDate text: some StringProtocol) {
        var reader = DigitReader(text)
        guard Self.weekdays.contains(where: { reader.take($0) }), reader.take(", "), let day = reader.number(2),
            reader.take(" "), let month = Self.months.firstIndex(where: { reader.take($0) }), reader.take(" "),
            let year = reader.number(4), reader.take(" "), let (hour, minute, second) = reader.clock(),
            reader.take(" GMT"), reader.isAtEnd,
            let civil = CivilTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(unixMilliseconds: civil.unixMilliseconds)
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    fileprivate static func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension CivilTime {
    fileprivate var clock: String {
        Timestamp.pad(hour) + ":" + Timestamp.pad(minute) + ":" + Timestamp.pad(second)
    }
}

/// Reads fixed-width digits and literal text from the front.
private struct DigitReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8.prefix(64))
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ literal: String) -> Bool {
        let wanted = Array(literal.utf8)
        guard bytes[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    mutating func digit() -> Int? {
        guard index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) else { return nil }
        defer { index += 1 }
        return Int(bytes[index] - UInt8(ascii: "0"))
    }

    mutating func number(_ width: Int) -> Int? {
        var value = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    mutating func clock() -> (Int, Int, Int)? {
        guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2) else {
            return nil
        }
        return (hour, minute, second)
    }

    /// No fraction is 0; nil for a point without digits.
    mutating func milliseconds() -> Int? {
        guard take(".") else { return 0 }
        guard var value = digit() else { return nil }
        for _ in 0..<2 { value = value * 10 + (digit() ?? 0) }
        while digit() != nil {}
        return value
    }

    mutating func offsetMinutes() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign = take("-") ? -1 : 1
        guard sign < 0 || take("+"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
