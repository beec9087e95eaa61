import EventLoop

/// What the transfers of a client share on the loop: two pools, names, the register of what is under way.
final class ClientCore: @unchecked Sendable {
    // @unchecked: everything that changes is touched on the loop's thread only.
    let loop: EventLoop
    let settings: HTTPClientSettings
    let proxy: ClientURL?
    let resolver: NameResolver
    /// Connections to the operator's own addresses.
    let openPool: TransferPool
    /// Connections that the guard has seen.
    let guardedPool: TransferPool
    private(set) var isClosed = false
    private var transfers: [ObjectIdentifier: Transfer] = [:]

    /// nil if the settings name no usable proxy, or without memory.
    init?(loop: EventLoop, settings: HTTPClientSettings) {
        let proxy = settings.proxy.map { ClientURL($0) }
        if case .some(.none) = proxy { return nil }
        guard let open = TransferPool(loop: loop, settings: settings),
            let guarded = TransferPool(loop: loop, settings: settings)
        else { return nil }
        self.loop = loop
        self.settings = settings
        self.proxy = proxy ?? nil
        resolver = NameResolver(loop: loop, settings: settings)
        openPool = open
        guardedPool = guarded
    }

    /// Runs `work` on the loop: now if that is where we are.
    func onLoop(_ work: @escaping @Sendable () -> Void) {
        if loop.isCurrent { work() } else { loop.execute(work) }
    }

    /// Starts a transfer, unless its caller was cancelled before; on the loop.
    func begin(_ transfer: Transfer) {
        guard !transfer.isFinished else { return }
        transfers[ObjectIdentifier(transfer)] = transfer
        transfer.start()
    }

    func transferEnded(_ transfer: Transfer) {
        transfers[ObjectIdentifier(transfer)] = nil
    }

    /// Fails what is under way and closes all connections; on the loop.
    func close() {
        isClosed = true
        for transfer in transfers.values { transfer.fail(.shutDown(transfer.sent)) }
        openPool.close()
        guardedPool.close()
    }
}
