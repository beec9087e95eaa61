import Glibc
import HTTPCore
import JSON

/// Reads byte strings from standard input, each behind its length (four bytes, big-endian), and prints for each a line
/// of JSON: what the request parser made of it. `Tests/Differential/compare.py` compares that with other parsers.
@main
enum HTTPVerdict {
    static func main() {
        var input: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(STDIN_FILENO, &block, block.count), count > 0 { input += block[..<count] }
        var out: [UInt8] = []
        var at = 0
        while at + 4 <= input.count {
            let size = input[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            verdict(Array(input[at + 4..<min(input.count, at + 4 + size)])).append(to: &out)
            out.append(0x0A)
            at += 4 + size
        }
        while !out.isEmpty, case let count = write(STDOUT_FILENO, out, out.count), count > 0 { out.removeFirst(count) }
    }

    private static func verdict(_ bytes: [UInt8]) -> JSONValue {
        var parser = RequestParser()
        var requests: [Request] = []
        var error: HTTPParseError?
        parser.append(bytes)
        do throws(HTTPParseError) {
            while let event = try parser.next() {
                switch event {
                case .head(let head, _): requests.append(Request(head: head, keepsAlive: parser.keepsAlive))
                case .body(let bytes): requests[requests.count - 1].body += bytes
                case .end: requests[requests.count - 1].isWhole = true
                }
            }
        } catch let fault {
            error = fault
        }
        let waits = error == nil && !parser.isIdle
        return [
            "error": error.map { .string("\($0)") } ?? nil, "waits": .bool(waits),
            "requests": .array(requests.filter(\.isWhole).map(\.json)),
        ]
    }
}

private struct Request {
    let head: RequestHead
    let keepsAlive: Bool
    var body: [UInt8] = []
    var isWhole = false

    var json: JSONValue {
        [
            "method": .string(head.method.name), "target": .string(head.target),
            "version": .string(head.version == .http10 ? "1.0" : "1.1"), "keepsAlive": .bool(keepsAlive),
            "fields": .array(head.fields.all.map { [.string($0.name), .string($0.value)] }),
            "body": .string(Base64.string(body)),
        ]
    }
}
