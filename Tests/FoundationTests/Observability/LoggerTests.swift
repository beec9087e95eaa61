import FoundationEssentials
import Glibc
import Locks
import Observability
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct LoggerTests {
    @Test func writesOneObjectALineWithTheContractsKeysInOrder() throws {
        let capture = try LogCapture(service: "gateway")
        let logger = capture.logger.with(requestID: "r-1").with(["provider": "jimeng"])
        logger.info("image_generation_start", ["promptLength": 12, "duration.ms": .milliseconds(.microseconds(1250))])
        let line = try #require(capture.lines().first)
        let rest = try #require(line.firstRange(of: "\",\"level\"")).lowerBound
        #expect(line.hasPrefix("{\"timestamp\":\"20"))
        #expect(
            line[rest...] == """
                ","level":"info","service":"gateway","requestId":"r-1","event":"image_generation_start",\
                "provider":"jimeng","promptLength":12,"duration.ms":1.250}
                """)
        let stamp = try #require(try capture.events()[0]["timestamp"])
        let time = try #require(Timestamp(rfc3339: stamp))
        #expect(stamp.utf8.count == 24)
        #expect(abs(time.unixMilliseconds - Int64(Glibc.time(nil)) * 1000) < 10_000)
    }

    @Test(arguments: [
        "plain", "", "quote \" backslash \\", "line\nfeed\r\ttab", "\u{0}\u{1}\u{1F}\u{7F}", "中文 العربية 👩‍👩‍👧", "\u{2028}",
    ])
    func everyTextComesBackAsItWas(_ text: String) throws {
        let capture = try LogCapture()
        capture.logger.info("said", ["text": .string(text), "after": 1])
        let event = try #require(try capture.events().first)
        #expect(event["text"] == text)
        #expect(event["after"] == "1")
        #expect(capture.lines().count == 1)
    }

    @Test func everyKindOfValueIsValidJSON() throws {
        let capture = try LogCapture()
        capture.logger.info(
            "values",
            [
                "min": .integer(.min), "max": .integer(.max), "half": 0.5, "tiny": .double(.leastNonzeroMagnitude),
                "big": .double(1e300),
                "nan": .double(.nan), "inf": .double(-.infinity), "yes": true,
                "before": .milliseconds(.microseconds(-1500)), "long": .milliseconds(.seconds(Int64.max)),
            ])
        let event = try #require(try capture.events().first)
        #expect(event["min"] == String(Int.min) && event["max"] == String(Int.max))
        #expect(event["half"] == "0.5" && event["nan"] == "null" && event["inf"] == "null")
        #expect(event["before"] == "-1.5" && event["long"] == "null" && event["yes"] == "true")
    }

    @Test func aValueThatIsTooLongIsCutAtACharacter() throws {
        let capture = try LogCapture()
        capture.logger.info("long", ["text": .string("a" + String(repeating: "字", count: 20_000))])
        let text = try #require(try capture.events().first?["text"])
        #expect(text.hasSuffix("字…"))
        #expect(text.utf8.count < 17_000)
    }

    @Test func linesBelowTheLevelAreNotMade() throws {
        let capture = try LogCapture(level: .warning)
        capture.logger.info("quiet", ["never": .string(Self.recordIssue())])
        capture.logger.warning("heard")
        #expect(try capture.events().map { $0["event"] } == ["heard"])
        #expect(!Logger.disabled.isEnabled(.error))
    }

    private static func recordIssue() -> String {
        Issue.record("fields of a line that is not written were made")
        return ""
    }

    @Test func textFormatIsForEyes() throws {
        let capture = try LogCapture(format: .text)
        capture.logger.with(requestID: "r-1").warning("slow", ["path": "/a b\n"])
        let line = try #require(capture.lines().first)
        #expect(line.hasSuffix(" WARNING test r-1 slow path=\"/a b\\n\""))
    }

    @Test func manyTasksWriteWholeLinesAndLoseNone() async throws {
        let capture = try LogCapture()
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<500 {
                        capture.logger.info("counted", ["writer": .integer(writer), "number": .integer(number)])
                    }
                }
            }
        }
        let events = try capture.events()
        #expect(events.count == 4000)
        for writer in 0..<8 {
            let numbers = events.filter { $0["writer"] == String(writer) }.map { $0["number"] }
            #expect(numbers == (0..<500).map(String.init))
        }
    }

    @Test func aStalledReaderCostsLinesAndTheyAreCounted() async throws {
        let pipe = try Pipe()
        let logger = Logger(service: "test", to: try LogSink(descriptor: pipe.writer, capacity: 4096))
        for number in 0..<5000 { logger.info("flood", ["number": .integer(number)]) }
        let lines = Locked<[String]>([])
        let drained = Thread.start { lines.withLock { $0 = pipe.readLines(until: "\"event\":\"last\"") } }
        #expect(drained)
        logger.flush()
        logger.info("last")
        logger.flush()
        try await eventually("the last line arrived") { lines.withLock { !$0.isEmpty } }
        let flood = lines.withLock { $0.count { $0.contains("\"flood\"") } }
        let dropped = lines.withLock { lines in
            lines.compactMap { line in
                line.split(separator: "\"lines\":").dropFirst().first.flatMap { Int($0.dropLast()) }
            }
        }
        #expect(flood < 5000 && flood > 0)
        #expect(flood + dropped.reduce(0, +) == 5000)
    }

    @Test func aReaderThatWentAwayEndsNothing() throws {
        let pipe = try Pipe()
        let logger = Logger(service: "test", to: try LogSink(descriptor: pipe.writer))
        pipe.closeReader()
        logger.error("nobody_reads")
        logger.flush()
        logger.error("nobody_reads_still")
        logger.flush(atMost: .milliseconds(500))
    }

    @Test func theFileGetsEveryLineAfterWhatItHeld() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("log", "before\n")
        let pipe = try Pipe()
        var logger: Logger? = Logger(
            service: "test", to: try LogSink(format: .text, descriptor: pipe.writer, file: path))
        logger?.info("one")
        logger?.info("two")
        logger?.flush()
        logger = nil
        let lines = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 3 && lines[0] == "before" && lines[2].hasSuffix(" two"))
        #expect(pipe.readLines(until: " two").count == 2)
    }

    @Test func linesStillInMemoryAreWrittenWhenTheLoggerGoes() throws {
        let pipe = try Pipe()
        var logger: Logger? = Logger(service: "test", to: try LogSink(descriptor: pipe.writer))
        for _ in 0..<100 { logger?.info("kept") }
        logger?.info("last")
        logger = nil
        #expect(pipe.readLines(until: "\"last\"").count == 101)
    }

    @Test func theFileIsClosedWhenTheLoggerGoes() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log"
        let pipe = try Pipe()
        var logger: Logger? = Logger(service: "test", to: try LogSink(descriptor: pipe.writer, file: path))
        logger?.info("one")
        #expect(Self.isOpen(path))
        logger = nil
        try await eventually("the file is closed") { !Self.isOpen(path) }
    }

    private static func isOpen(_ path: String) -> Bool {
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return descriptors.contains { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)) == path
        }
    }

    @Test func aFileThatCannotBeOpenedIsAnErrorThatNamesIt() {
        let path = "/nonexistent/folder/log"
        #expect(throws: LogSinkError.cannotOpen(path: path, errno: ENOENT)) { try LogSink(file: path) }
    }
}

/// A pipe whose ends close with it.
final class Pipe: Sendable {
    let reader: Int32
    let writer: Int32
    private let readerIsOpen = Locked(true)

    init() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        (reader, writer) = (ends[0], ends[1])
    }

    deinit {
        closeReader()
        close(writer)
    }

    func closeReader() {
        let wasOpen = readerIsOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if wasOpen { close(reader) }
    }

    func readLines(until last: String) -> [String] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(reader, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk[..<count]
            if String(decoding: bytes, as: UTF8.self).contains(last) { break }
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
