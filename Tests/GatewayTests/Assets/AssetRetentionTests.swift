import GatewayCore
import Observability
import TestSupport
import Testing

/// The daily removal of what is old.
struct AssetRetentionTests {
    @Test func `the old goes at the start and once a day, what is put again stays`() async throws {
        let time = ManualTime()
        let store = MemoryAssetStore(time: time)
        _ = try await store.put(pngBytes(50), pieces: 50)
        time.advance(by: .seconds(3 * 86_400 + 1))
        let kept = try await store.put(pngBytes(60), pieces: 60)
        let retention = AssetRetention(store: store, age: .seconds(3 * 86_400), time: time, logger: .disabled)
        let running = Task { try await retention.run() }
        await time.waitForSleepers(count: 1)
        #expect(store.count == 1)
        for day in 1...4 {
            if day == 2 { _ = try await store.put(pngBytes(60), pieces: 60) }
            time.advance(by: .seconds(86_400))
            await time.waitForSleepers(count: 1)
            #expect(try await store.contains(kept.id), "day \(day)")
        }
        time.advance(by: .seconds(86_400))
        await time.waitForSleepers(count: 1)
        #expect(store.count == 0)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }
}
