import GatewayAdapters
import GatewayCore
import Launch
import Lifecycle
import Observability

/// What keeps files under `DATA_DIR`, wired.
struct KeptFiles: Sendable {
    let store: FolderAssetStore
    let links: AssetLinks
    let retention: AssetRetention
    private let threads: BlockingThreads

    /// Looks at what is there; makes nothing.
    init(_ settings: AssetSettings, _ base: ProcessBase) async throws {
        // Several, for each waits on the disk by itself.
        threads = BlockingThreads(name: "files", count: 4, maxQueued: 1 << 16)
        store = FolderAssetStore(data: settings.dataFolder, threads: threads)
        let leftovers = try await store.removeLeftovers()
        if leftovers > 0 { base.logger.info("asset_leftovers_removed", ["files": .integer(leftovers)]) }
        let secret = SecretFile(data: settings.dataFolder, threads: threads)
        links = AssetLinks(
            publicURL: settings.publicURL, lifetime: settings.urlLifetime, secret: try await secret.load(),
            time: base.time, makeSecret: secret.loadOrMake)
        retention = AssetRetention(store: store, age: settings.retention, time: base.time, logger: base.logger)
    }

    /// Returns when the last file call has ended.
    func close() async { await threads.stop() }
}
