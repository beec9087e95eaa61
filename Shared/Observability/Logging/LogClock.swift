import Glibc

/// The time of a line as text; the part down to the second is made once a second.
struct LogClock {
    private var second = Int.min
    private var text: [UInt8] = []

    /// `2026-11-20T13:04:05.678Z`
    mutating func now() -> [UInt8] {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        if time.tv_sec != second {
            second = time.tv_sec
            text = Array(Timestamp(unixMilliseconds: Int64(second) * 1000).rfc3339.utf8)
        }
        setMilliseconds(time.tv_nsec / 1_000_000)
        return text
    }

    /// Just before the final `Z`.
    private mutating func setMilliseconds(_ value: Int) {
        let zero = UInt8(ascii: "0")
        text[text.count - 4] = zero + UInt8(truncatingIfNeeded: value / 100)
        text[text.count - 3] = zero + UInt8(truncatingIfNeeded: value / 10 % 10)
        text[text.count - 2] = zero + UInt8(truncatingIfNeeded: value % 10)
    }
}
