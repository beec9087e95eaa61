import ImageWorkerCore
import TestSupport
import Testing

struct SpoolTests {
    private let time = ManualTime()

    private func id(_ text: String) throws -> AttemptID { try #require(AttemptID(text)) }

    private func picture(_ count: Int) -> Picture {
        Picture(bytes: [UInt8](repeating: 7, count: count), type: .png, width: 1, height: 1)
    }

    private func put(_ name: String, _ count: Int, in spool: MemorySpool) async throws {
        let picture = picture(count)
        let record = AttemptRecord(
            id: try id(name), taskID: nil, provider: nil, phase: .done(PictureFacts(picture)), changedAt: 0)
        try await spool.put(record, picture: picture)
    }

    @Test func givesBackWhatItKeeps() async throws {
        let spool = MemorySpool(maxBytes: 100, keep: .seconds(60), time: time)
        try await put("a", 40, in: spool)
        #expect(try await spool.picture(id("a"))?.bytes.count == 40)
        #expect(try await spool.record(id("b")) == nil)
        #expect(try await spool.remove(id("a")))
        #expect(try await spool.picture(id("a")) == nil)
        #expect(try await !spool.remove(id("a")))
    }

    @Test func overItsBytesTheOldestGo() async throws {
        let spool = MemorySpool(maxBytes: 100, keep: .seconds(60), time: time)
        try await put("a", 40, in: spool)
        try await put("b", 40, in: spool)
        try await put("c", 40, in: spool)
        #expect(try await spool.picture(id("a")) == nil)
        #expect(try await spool.picture(id("b")) != nil)
        #expect(try await spool.picture(id("c")) != nil)
    }

    @Test func pastTheirAgeTheyAreGone() async throws {
        let spool = MemorySpool(maxBytes: 100, keep: .seconds(60), time: time)
        try await put("a", 40, in: spool)
        time.advance(by: .seconds(61))
        #expect(try await spool.record(id("a")) == nil)
        #expect(try await spool.picture(id("a")) == nil)
    }

    @Test func aPictureLargerThanAllIsRefused() async throws {
        let spool = MemorySpool(maxBytes: 100, keep: .seconds(60), time: time)
        await #expect(throws: SpoolError.self) { try await put("a", 101, in: spool) }
    }

    @Test func anAttemptThatRunsIsNeverDropped() async throws {
        let spool = MemorySpool(maxBytes: 10, keep: .seconds(60), time: time)
        try await spool.put(
            AttemptRecord(
                id: id("running"), taskID: nil, provider: nil, phase: .accepted(ProviderTaskID("1")), changedAt: 0))
        time.advance(by: .seconds(3600))
        try await put("a", 10, in: spool)
        #expect(try await spool.record(id("running")) != nil)
    }

    @Test(arguments: ["", "..", ".hidden", "a/b", "..%2f", "ü", String(repeating: "a", count: 129), "a b"])
    func namesThatAreNoPathsAreRefused(_ text: String) {
        #expect(AttemptID(text) == nil)
    }
}
