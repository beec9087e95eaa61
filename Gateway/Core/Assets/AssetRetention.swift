import Lifecycle
import Observability

/// Removes assets that are older than the limit: at the start, and once a day.
package struct AssetRetention: Service {
    private let store: any AssetStore
    private let age: Duration
    private let time: any TimeSource
    private let logger: Logger

    /// `age` is what `RETENTION_DAYS` says.
    package init(store: any AssetStore, age: Duration, time: any TimeSource, logger: Logger) {
        self.store = store
        self.age = age
        self.time = time
        self.logger = logger
    }

    package func run() async throws {
        while true {
            await sweep()
            try await time.sleep(for: .seconds(86_400))
        }
    }

    /// A folder that cannot be read is no reason to stop serving.
    private func sweep() async {
        do {
            let count = try await store.removeOlder(than: time.unixSeconds - age / .seconds(1))
            if count > 0 { logger.info("old_assets_removed", ["count": .integer(count)]) }
        } catch {
            logger.error("asset_removal_failed", ["cause": .describing(error)])
        }
    }
}
