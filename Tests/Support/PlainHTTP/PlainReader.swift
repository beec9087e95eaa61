import Glibc

/// Reads answers from a blocking socket: status line, fields, and a body by length, by chunks or to the end.
struct PlainReader {
    private enum Body { case length(Int), chunks(left: Int), untilClose, none }

    private var buffer: [UInt8] = []
    private var total = 0
    private var body = Body.none

    mutating func response(from descriptor: Int32) throws -> PlainResponse {
        let head = try head(from: descriptor)
        var bytes: [UInt8] = []
        while let piece = try piece(from: descriptor) { bytes.append(contentsOf: piece) }
        return PlainResponse(status: head.status, headers: head.headers, body: bytes)
    }

    /// The next head that is not an interim (1xx) one.
    mutating func head(from descriptor: Int32) throws -> PlainResponse {
        while true {
            var lines: [String] = []
            while true {
                let line = try line(from: descriptor)
                if line.isEmpty { break }
                lines.append(line)
            }
            guard let first = lines.first, first.hasPrefix("HTTP/1."), let status = Int(first.dropFirst(9).prefix(3))
            else { throw PlainHTTPError.malformed("status line \(lines.first ?? "")") }
            if status < 200 { continue }
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { throw PlainHTTPError.malformed("field \(line)") }
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                headers[line[..<colon].lowercased()] = String(value)
            }
            body = Self.body(status, headers)
            return PlainResponse(status: status, headers: headers, body: [])
        }
    }

    mutating func piece(from descriptor: Int32) throws -> [UInt8]? {
        switch body {
        case .none: return nil
        case .length(0):
            body = .none
            return nil
        case .length(let left):
            let piece = try take(atMost: left, from: descriptor)
            body = .length(left - piece.count)
            return piece
        case .untilClose:
            if buffer.isEmpty, try !fill(from: descriptor) {
                body = .none
                return nil
            }
            return try take(atMost: .max, from: descriptor)
        case .chunks(0):
            let size = try line(from: descriptor).prefix { $0 != ";" }
            guard let size = Int(size, radix: 16) else { throw PlainHTTPError.malformed("chunk size \(size)") }
            if size == 0 {
                while try !line(from: descriptor).isEmpty {}
                body = .none
                return nil
            }
            body = .chunks(left: size)
            return try piece(from: descriptor)
        case .chunks(let left):
            let piece = try take(atMost: left, from: descriptor)
            body = .chunks(left: left - piece.count)
            if piece.count == left, try !line(from: descriptor).isEmpty {
                throw PlainHTTPError.malformed("no line end after a chunk")
            }
            return piece
        }
    }

    private static func body(_ status: Int, _ headers: [String: String]) -> Body {
        if status == 204 || status == 304 { return .none }
        if headers["transfer-encoding"]?.lowercased() == "chunked" { return .chunks(left: 0) }
        if let length = headers["content-length"].flatMap({ Int($0) }) { return .length(length) }
        return .untilClose
    }

    private mutating func line(from descriptor: Int32) throws -> String {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                let text = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
                buffer.removeSubrange(...end)
                return text
            }
            guard try fill(from: descriptor) else { throw PlainHTTPError.closedEarly(afterBytes: total) }
        }
    }

    private mutating func take(atMost limit: Int, from descriptor: Int32) throws -> [UInt8] {
        if buffer.isEmpty, try !fill(from: descriptor) { throw PlainHTTPError.closedEarly(afterBytes: total) }
        if buffer.count <= limit {
            defer { buffer = [] }
            return buffer
        }
        defer { buffer.removeSubrange(..<limit) }
        return Array(buffer[..<limit])
    }

    private mutating func fill(from descriptor: Int32) throws -> Bool {
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw PlainHTTPError.system("recv", errno) }
            bytes.withUnsafeBytes { buffer.append(contentsOf: $0[..<count]) }
            total += count
            return count > 0
        }
    }
}
