import Glibc

/// One connection of a `RawServer`; its calls block.
package final class RawConnection {
    private let descriptor: CInt
    private let shared: RawServer.Shared
    private var buffer: [UInt8] = []

    init(_ descriptor: CInt, _ shared: RawServer.Shared) {
        self.descriptor = descriptor
        self.shared = shared
    }

    /// Reads a head and the body that its `Content-Length` or chunks announce; nil when the peer is gone before.
    package func readRequest() -> String? {
        guard let head = read(through: "\r\n\r\n") else { return nil }
        var request = head
        if head.lowercased().contains("transfer-encoding: chunked") {
            guard let rest = read(through: "0\r\n\r\n") else { return nil }
            request += rest
        } else {
            guard let rest = read(count: Self.length(in: head)) else { return nil }
            request += rest
        }
        shared.heard(request)
        return request
    }

    /// Reads a head only.
    package func readHead() -> String? { read(through: "\r\n\r\n") }

    /// Sends what the socket takes; false when the peer is gone.
    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.send(descriptor, bytes.baseAddress! + offset, bytes.count - offset, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }

    /// Answers 200 with that body.
    @discardableResult
    package func answer(_ body: String, fields: String = "") -> Bool {
        send("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    /// Answers every request alike until the peer leaves.
    package func answerAll(_ body: String) {
        while readRequest() != nil, answer(body) {}
    }

    /// Waits until the peer, or the end of the test, ends the connection.
    package func waitForEnd() {
        while fill() {}
    }

    /// Waits for the test's word (`RawServer.release`).
    package func waitForRelease() { shared.waitForRelease() }

    /// Lets time pass, for a peer that dawdles.
    package func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

    /// Ends the connection with RST, once the script returns.
    package func reset() {
        var rule = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &rule, socklen_t(MemoryLayout<linger>.size))
    }

    /// Keeps the peer's bytes from piling up in the kernel.
    package func shrinkReceiveBuffer() {
        var size: CInt = 4096
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
    }

    /// The next bytes, at most this many; nil at the end.
    package func readSome(_ limit: Int) -> [UInt8]? {
        if buffer.isEmpty, !fill() { return nil }
        defer { buffer.removeFirst(min(limit, buffer.count)) }
        return Array(buffer.prefix(limit))
    }

    private func read(count: Int) -> String? {
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    private func read(through mark: String) -> String? {
        while true {
            if let end = end(of: mark) { return read(count: end) }
            guard fill() else { return nil }
        }
    }

    private func end(of mark: String) -> Int? {
        let mark = Array(mark.utf8)
        guard buffer.count >= mark.count else { return nil }
        return buffer.withUnsafeBytes { buffer in
            let start = (0...buffer.count - mark.count).first { start in
                buffer[start] == mark[0] && mark.indices.allSatisfy { buffer[start + $0] == mark[$0] }
            }
            return start.map { $0 + mark.count }
        }
    }

    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 8 * 1024)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        chunk.withUnsafeBytes { buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        return true
    }

    private static func length(in head: String) -> Int {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
            return Int(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) ?? 0
        }
        return 0
    }
}
