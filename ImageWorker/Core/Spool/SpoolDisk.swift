import Lifecycle
import Locks

/// The spool's folder, used from a thread of its own.
final class SpoolDisk: Sendable {
    private struct Health: Sendable {
        /// What the last look found; looks are a second apart, for thousands may ask at once.
        var verdict: Result<Void, SpoolError> = .success(())
        var lookedAt: ContinuousClock.Instant?
        /// Bytes of the picture that was last not written, until one of that size can be.
        var failed: Int?
    }

    private let folder: SpoolFolder
    private let time: any TimeSource
    private let health = Locked(Health())
    /// One: files are small, and one after the other is what a disk likes best.
    private let threads = BlockingThreads(name: "spool", count: 1, maxQueued: 1 << 16)

    /// Bytes that must be free before an attempt is admitted: the largest picture there is.
    private static let leastFree = 64 << 20
    private static let lookEvery = Duration.seconds(1)

    init(path: String, time: any TimeSource) {
        folder = SpoolFolder(path: path)
        self.time = time
    }

    func removeLeftovers() async -> Int {
        (try? await threads.run { [folder] in folder.removeLeftovers() }) ?? 0
    }

    func close() async {
        _ = try? await threads.run { [folder] in folder.remove() }
        await threads.stop()
    }

    /// Throws where one more picture might not find room.
    func check() async throws(SpoolError) {
        try await onThread { [self] in look() }.get()
    }

    func write(_ picture: Picture) async throws(SpoolError) -> SpoolFile {
        let written: Result<String, SpoolError> = await onThread { [self] in
            let result = Result { () throws(SpoolError) in try folder.write(picture.bytes) }
            if case .failure(let error) = result {
                health.withLock {
                    $0 = Health(verdict: .failure(error), lookedAt: time.now, failed: picture.bytes.count)
                }
            }
            return result
        }
        return SpoolFile(name: try written.get(), facts: PictureFacts(picture))
    }

    func read(_ file: SpoolFile) async throws(SpoolError) -> Picture {
        let bytes: Result<[UInt8], SpoolError> = await onThread { [folder] in
            Result { () throws(SpoolError) in try folder.read(file.name, count: file.facts.count) }
        }
        return Picture(
            bytes: try bytes.get(), type: file.facts.type, width: file.facts.width, height: file.facts.height)
    }

    func remove(_ files: [SpoolFile]) async {
        if files.isEmpty { return }
        let removed: Result<Void, SpoolError> = await onThread { [folder] in
            for file in files { folder.remove(file.name) }
            return .success(())
        }
        // The thread takes no more: the process ends, and the folder goes with it.
        _ = removed
    }

    /// Blocks.
    private func look() -> Result<Void, SpoolError> {
        let known = health.withLock { $0 }
        let now = time.now
        if let at = known.lookedAt, now < at.advanced(by: Self.lookEvery) { return known.verdict }
        let verdict = Result { () throws(SpoolError) in
            try folder.check(for: Self.leastFree)
            // What the file system promises it may not keep (quotas): where a picture failed, one is written to see.
            if let size = known.failed { folder.remove(try folder.write([UInt8](repeating: 0, count: size))) }
        }
        health.withLock { health in
            health.verdict = verdict
            health.lookedAt = now
            if case .success = verdict { health.failed = nil }
        }
        return verdict
    }

    private func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () -> Result<Value, SpoolError>
    ) async -> Result<Value, SpoolError> {
        // A task of its own, which nobody cancels: a picture is kept just when its caller has left.
        let task = Task { [threads] in try await threads.run(work) }
        // Not begun: the thread takes no more.
        return (try? await task.value) ?? .failure(.io(call: "thread", code: 0))
    }
}
