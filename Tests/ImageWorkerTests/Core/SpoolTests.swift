import FoundationEssentials
import ImageWorkerCore
import TestSupport
import Testing

struct SpoolTests {
    private let time = ManualTime()
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func id(_ text: String) throws -> AttemptID { try #require(AttemptID(text)) }

    private func spool(memory: Int, all: Int, at path: String? = nil) -> SpillingSpool {
        SpillingSpool(
            SpoolLimits(all: all, age: .seconds(60), memory: memory), path: path ?? folder.path + "/spool", time: time)
    }

    /// Pictures differ by their name.
    private func put(_ name: String, _ count: Int, in spool: SpillingSpool) async throws {
        let picture = Picture(bytes: bytes(name, count), type: .jpeg, width: 3, height: 4)
        let record = AttemptRecord(
            id: try id(name), taskID: nil, provider: nil, phase: .done(PictureFacts(picture)), changedAt: 0)
        try await spool.put(record, picture: picture)
    }

    private func bytes(_ name: String, _ count: Int) -> [UInt8] {
        [UInt8](repeating: name.utf8.first ?? 0, count: count)
    }

    private func holds(_ name: String, _ count: Int, _ spool: SpillingSpool) async throws -> Bool {
        try await spool.picture(id(name))?.bytes == bytes(name, count)
    }

    /// All files under the spool's folder.
    private func files() -> [String] {
        let root = folder.path + "/spool"
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + $0)) ?? [] }
    }

    @Test func `what fits into memory's part writes nothing`() async throws {
        let spool = spool(memory: 100, all: 1000)
        try await put("a", 60, in: spool)
        try await put("b", 39, in: spool)
        try await spool.admit()
        #expect(try await holds("a", 60, spool))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/spool"))
    }

    @Test func `what comes beyond memory's part lies in files and comes back whole`() async throws {
        let spool = spool(memory: 100, all: 1 << 30)
        for name in ["a", "b", "c", "d"] { try await put(name, 70, in: spool) }
        #expect(files().count == 3)
        #expect(files().allSatisfy { $0.hasSuffix(".picture") })
        #expect((spool.bytes, spool.bytesInMemory) == (280, 70))
        for name in ["a", "b", "c", "d"] { #expect(try await holds(name, 70, spool)) }
        let spilled = try #require(try await spool.picture(id("b")))
        #expect((spilled.type, spilled.width, spilled.height) == (.jpeg, 3, 4))
    }

    @Test func `a freed picture's file goes, and with the spool the folder of the process`() async throws {
        let spool = spool(memory: 10, all: 1000)
        try await put("a", 50, in: spool)
        try await put("b", 50, in: spool)
        #expect(try await spool.remove(id("a")))
        #expect(files().count == 1)
        #expect(try await spool.picture(id("a")) == nil)
        #expect(try await !spool.remove(id("a")))
        await spool.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/spool").isEmpty)
    }

    @Test func `at the limit attempts are refused, and no picture that nobody fetched goes`() async throws {
        let spool = spool(memory: 100, all: 200)
        for name in ["a", "b", "c"] { try await put(name, 90, in: spool) }
        await #expect(throws: SpoolError.full) { try await spool.admit() }
        // Submitted before the limit was reached: kept all the same.
        try await put("d", 90, in: spool)
        for name in ["a", "b", "c", "d"] { #expect(try await holds(name, 90, spool)) }
        #expect(await spool.unfetched() == 4)
    }

    @Test func `what was fetched goes first, and its record stays`() async throws {
        let spool = spool(memory: 100, all: 200)
        for name in ["a", "b", "c"] { try await put(name, 90, in: spool) }
        await spool.fetched(try id("b"))
        await spool.fetched(try id("a"))
        #expect(await spool.unfetched() == 1)
        try await spool.admit()
        #expect(try await spool.picture(id("b")) == nil)
        #expect(try await spool.record(id("b")) != nil)
        #expect(try await holds("c", 90, spool))
        #expect(files().count == 1)
        // Memory's part too is given to new pictures before anything is written.
        try await put("d", 80, in: spool)
        #expect(try await spool.picture(id("a")) == nil)
        #expect(files().count == 1)
    }

    @Test func `past their age attempts are gone, and their files with the next picture`() async throws {
        let spool = spool(memory: 10, all: 100)
        try await put("a", 40, in: spool)
        time.advance(by: .seconds(61))
        #expect(try await spool.record(id("a")) == nil)
        #expect(try await spool.picture(id("a")) == nil)
        #expect(await spool.unfetched() == 0)
        try await put("b", 40, in: spool)
        #expect(files().count == 1)
        #expect(spool.bytes == 40)
    }

    @Test func `an attempt that runs is never dropped`() async throws {
        let spool = spool(memory: 10, all: 10)
        try await spool.put(
            AttemptRecord(
                id: id("running"), taskID: nil, provider: nil, phase: .accepted(ProviderTaskID("1")), changedAt: 0))
        time.advance(by: .seconds(3600))
        try await put("a", 10, in: spool)
        #expect(try await spool.record(id("running")) != nil)
    }

    @Test func `a picture that cannot be written stays in memory, and attempts are refused until it can`() async throws
    {
        let blocked = try folder.write("spool", "a file where the folder should be")
        let spool = spool(memory: 100, all: 1 << 30)
        try await put("a", 90, in: spool)
        try await put("b", 90, in: spool)
        #expect(try await holds("b", 90, spool))
        #expect(spool.bytesInMemory == 180)
        await #expect(throws: SpoolError.self) { try await spool.admit() }
        try FileManager.default.removeItem(atPath: blocked)
        time.advance(by: .seconds(2))
        try await spool.admit()
        #expect(files().isEmpty)
        try await put("c", 90, in: spool)
        #expect(files().count == 1)
        #expect(try await holds("c", 90, spool))
    }

    @Test func `a folder that is removed under the spool is made again`() async throws {
        let spool = spool(memory: 10, all: 1000)
        try await put("a", 50, in: spool)
        try FileManager.default.removeItem(atPath: folder.path + "/spool")
        try await put("b", 50, in: spool)
        #expect(try await holds("b", 50, spool))
        await #expect(throws: SpoolError.self) { _ = try await spool.picture(id("a")) }
    }

    @Test func `at the start files of dead processes go, those of living ones stay`() async throws {
        let living = spool(memory: 10, all: 1000)
        try await put("a", 50, in: living)
        let dead = folder.path + "/spool/pictures-dead"
        try FileManager.default.createDirectory(atPath: dead, withIntermediateDirectories: true)
        try folder.write("spool/pictures-dead/1.picture", "left")
        try folder.write("spool/pictures-dead/2.partial", "half")
        try folder.write("spool/precious.txt", "not ours")
        await spool(memory: 10, all: 1000).removeLeftovers()
        #expect(!FileManager.default.fileExists(atPath: dead))
        #expect(FileManager.default.fileExists(atPath: folder.path + "/spool/precious.txt"))
        #expect(try await holds("a", 50, living))
    }

    @Test func `a picture is written though its caller was cancelled`() async throws {
        let spool = spool(memory: 10, all: 1000)
        let put = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await self.put("a", 50, in: spool)
        }
        try await put.value
        #expect(files().count == 1)
        #expect(try await holds("a", 50, spool))
    }

    @Test(arguments: ["", "..", ".hidden", "a/b", "..%2f", "ü", String(repeating: "a", count: 129), "a b"])
    func `names that are no paths are refused`(_ text: String) {
        #expect(AttemptID(text) == nil)
    }
}
