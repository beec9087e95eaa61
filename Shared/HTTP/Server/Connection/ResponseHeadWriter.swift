import Glibc
import HTTPCore

/// Writes response heads into one buffer that is used again and again.
struct ResponseHeadWriter {
    private(set) var bytes: [UInt8] = []
    private var date = DateField()

    /// What the server adds to a handler's fields.
    struct Additions {
        let version: HTTPVersion
        let framing: Framing
        let keepsAlive: Bool
        let requestID: String
        let elapsed: Duration
    }

    /// How the end of the body is told.
    enum Framing {
        case none
        case length(Int)
        case chunked
        case untilClose
    }

    /// Begins anew with this head.
    mutating func write(_ status: HTTPStatus, _ fields: HTTPFields, _ additions: Additions) {
        bytes.removeAll(keepingCapacity: true)
        add("HTTP/1.1 ")
        add(decimal: status.code)
        add(" ")
        add(status.reason)
        bytes.append(contentsOf: date.current())
        for field in fields.all where !Self.isOurs(field.name) { add(field) }
        add(additions.framing)
        if additions.keepsAlive != (additions.version == .http11) {
            add(additions.keepsAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n")
        }
        add("X-Request-Id: ")
        add(additions.requestID)
        add("\r\nX-Response-Time: ")
        add(milliseconds: additions.elapsed)
        add("\r\n\r\n")
    }

    /// Adds a small body behind the head, so that both leave in one call.
    mutating func append(_ body: [UInt8]) { bytes.append(contentsOf: body) }

    private mutating func add(_ framing: Framing) {
        switch framing {
        case .none, .untilClose: break
        case .chunked: add("Transfer-Encoding: chunked\r\n")
        case .length(let length):
            add("Content-Length: ")
            add(decimal: length)
            add("\r\n")
        }
    }

    private mutating func add(_ field: HTTPFields.Field) {
        add(field.name)
        add(": ")
        let start = bytes.count
        add(field.value)
        // A line end inside a value would let whoever chose it write fields or a whole answer.
        for index in start..<bytes.count where bytes[index] < 0x20 && bytes[index] != 0x09 { bytes[index] = 0x20 }
        add("\r\n")
    }

    private mutating func add(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    private mutating func add(decimal number: Int) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    /// With three decimals.
    private mutating func add(milliseconds duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let micros = Int(clamping: max(0, seconds)) &* 1_000_000 &+ Int(attoseconds / 1_000_000_000_000)
        add(decimal: max(0, micros) / 1000)
        bytes.append(0x2E)
        let rest = max(0, micros) % 1000
        for divisor in [100, 10, 1] { bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / divisor % 10)) }
    }

    /// Fields that only the server sets.
    private static func isOurs(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4: HTTPFields.same(name, "Date")
        case 10: HTTPFields.same(name, "Connection")
        case 12: HTTPFields.same(name, "X-Request-Id")
        case 14: HTTPFields.same(name, "Content-Length")
        case 15: HTTPFields.same(name, "X-Response-Time")
        case 17: HTTPFields.same(name, "Transfer-Encoding")
        default: false
        }
    }
}

/// The end of the status line and the Date field, made once a second.
struct DateField {
    private var second = -1
    private var text: [UInt8] = []

    mutating func current() -> [UInt8] {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        if now.tv_sec != second {
            second = now.tv_sec
            text = Array("\r\nDate: \(HTTPDate.format(secondsSince1970: second))\r\n".utf8)
        }
        return text
    }
}
