/// Finds the end of an HTTP/1.1 answer and counts the bytes of its body, without keeping them.
struct AnswerCounter {
    private enum Phase { case head, length(Int), chunkSize, chunk(Int), trailer, untilClose, whole }

    private(set) var status = 0
    private(set) var bodyBytes = 0
    private(set) var headText = ""
    private var phase = Phase.head
    private var line: [UInt8] = []

    /// Whether the whole answer has been seen.
    var isWhole: Bool { if case .whole = phase { true } else { false } }

    /// Takes what the socket gave.
    mutating func consume(_ bytes: UnsafeRawBufferPointer) {
        var at = 0
        while at < bytes.count {
            switch phase {
            case .head:
                line.append(bytes[at])
                at += 1
                if line.count >= 4, line.suffix(4).elementsEqual([13, 10, 13, 10]) { readHead() }
            case .length(let left):
                let count = min(left, bytes.count - at)
                at += count
                bodyBytes += count
                phase = count == left ? .whole : .length(left - count)
            case .chunkSize:
                at += takeLine(bytes, at)
                guard line.last == 10 else { return }
                let size = Int(String(decoding: line.prefix { $0 != 13 && $0 != 59 }, as: UTF8.self), radix: 16) ?? 0
                line = []
                // Two more for the line end after the data.
                phase = size == 0 ? .trailer : .chunk(size + 2)
                bodyBytes += size
            case .chunk(let left):
                let count = min(left, bytes.count - at)
                at += count
                phase = count == left ? .chunkSize : .chunk(left - count)
            case .trailer:
                at += takeLine(bytes, at)
                guard line.last == 10 else { return }
                phase = line.count <= 2 ? .whole : .trailer
                line = []
            case .untilClose:
                bodyBytes += bytes.count - at
                return
            case .whole:
                return
            }
        }
    }

    /// The peer has closed; true when that is a proper end.
    mutating func closed() -> Bool {
        if case .untilClose = phase { phase = .whole }
        return isWhole
    }

    private mutating func takeLine(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
        var at = start
        while at < bytes.count {
            line.append(bytes[at])
            at += 1
            if bytes[at - 1] == 10 { break }
        }
        return at - start
    }

    private mutating func readHead() {
        headText = String(decoding: line, as: UTF8.self).lowercased()
        line = []
        status = Int(headText.dropFirst(9).prefix(3)) ?? 0
        let fields = headText.split(whereSeparator: \.isNewline).dropFirst()
        func value(_ name: String) -> Substring? {
            fields.first { $0.hasPrefix(name + ":") }?.dropFirst(name.count + 1).drop { $0 == " " }
        }
        if value("transfer-encoding") == "chunked" {
            phase = .chunkSize
        } else if let length = value("content-length").flatMap({ Int($0) }) {
            phase = length == 0 ? .whole : .length(length)
        } else {
            phase = status == 204 || status == 304 ? .whole : .untilClose
        }
    }
}
