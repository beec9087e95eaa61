import Glibc
import HTTPCore
import JSON
import Testing

/// A stream and the events that it holds.
struct StreamVector: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let events: [[String]]

    var testDescription: String { name }

    /// The streams of `Tests/Fixtures/sse_streams.json`; none if the file is missing, which a test of its own notices.
    static let all: [StreamVector] = {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let document = try? JSONValue.parse(readFile("/\(tests)/Fixtures/sse_streams.json"))
        return (document?["streams"]?.array ?? []).map { stream in
            StreamVector(
                name: stream["name"]?.string ?? "", bytes: Array((stream["text"]?.string ?? "").utf8),
                events: (stream["events"]?.array ?? []).map { [$0["event"]?.string ?? "", $0["data"]?.string ?? ""] })
        }
    }()

    private static func readFile(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes[..<count])
    }
}

struct SSETests {
    private func events(_ pieces: [[UInt8]]) throws -> [[String]] {
        var parser = SSEParser()
        var events: [[String]] = []
        for piece in pieces {
            parser.append(piece)
            while let event = try parser.next() { events.append([event.event, event.data]) }
        }
        return events
    }

    @Test func allSixteenStreamsAreThere() {
        #expect(StreamVector.all.count == 16)
        #expect(StreamVector.all.allSatisfy { !$0.events.isEmpty })
    }

    @Test(arguments: StreamVector.all)
    func theEventsOfAStreamDoNotDependOnItsCuts(_ vector: StreamVector) throws {
        #expect(try events([vector.bytes]) == vector.events)
        #expect(try events(vector.bytes.map { [$0] }) == vector.events)
        for cut in vector.bytes.indices {
            #expect(try events([Array(vector.bytes[..<cut]), Array(vector.bytes[cut...])]) == vector.events)
        }
    }

    @Test func idsStayUntilTheNextOneAndRetryIsKept() throws {
        var parser = SSEParser()
        parser.append(Array("\u{FEFF}id: 1\ndata: a\n\nretry: 250\nid\0: 9\nid: 2\0\ndata: b\n\nid\ndata:c\n\n".utf8))
        #expect(try parser.next() == ServerSentEvent(id: "1", data: "a"))
        #expect(try parser.next() == ServerSentEvent(id: "1", data: "b"))
        #expect(try parser.next() == ServerSentEvent(id: "", data: "c"))
        #expect(try parser.next() == nil)
        #expect(parser.retryMilliseconds == 250)
        #expect(parser.lastEventID == "")
    }

    @Test func anEventWithoutDataIsNone() throws {
        #expect(
            try events([Array("event: a\n\ndata\n\n: c\n\nevent: b\ndata: \n\n".utf8)]) == [
                ["message", ""], ["b", ""],
            ])
    }

    @Test func aLineWithoutEndAndAnEventWithoutEndAreBounded() throws {
        var line = SSEParser(limit: 100)
        line.append([UInt8](repeating: 0x61, count: 101))
        #expect(throws: SSETooLargeError(limit: 100)) { try line.next() }
        var event = SSEParser(limit: 100)
        #expect(throws: SSETooLargeError(limit: 100)) {
            for _ in 0..<20 {
                event.append(Array("data: 0123456789\n".utf8))
                _ = try event.next()
            }
        }
    }

    @Test(arguments: ["", "one", "one\ntwo", "\n", "a\n", " lead", "张\u{1F600}", "{\"a\":1}"])
    func whatIsEncodedReadsBack(_ data: String) throws {
        let event = ServerSentEvent(event: "step", id: "7", data: data)
        var parser = SSEParser()
        parser.append(event.encoded() + ServerSentEvent.keepAlive)
        #expect(try parser.next() == event)
        #expect(try parser.next() == nil)
    }

    @Test func lineEndsInAnEventCannotStartAField() throws {
        let event = ServerSentEvent(event: "a\ndata: x", id: "1\r\n2", data: "a\r\nid: 9\rdata: b")
        var parser = SSEParser()
        parser.append(event.encoded())
        let read = try #require(try parser.next())
        #expect(read.event == "a data: x")
        #expect(read.id == "1  2")
        #expect(read.data == "a\nid: 9\ndata: b")
        #expect(try parser.next() == nil)
    }
}
