import Lifecycle

/// Pictures are told by their address, so a worker on its way out stays until they were fetched.
extension Attempts {
    /// A caller that has not come for its picture by then has gone.
    private static let patience = Duration.seconds(30)
    /// So many promises are looked through for old ones.
    private static let many = 4096

    /// The caller was told where the picture is.
    func promise(_ id: AttemptID) {
        table.withLock { table in
            table.promised[id] = time.now
            if table.promised.count >= Self.many { table.forgetPromises(before: time.now - Self.patience) }
        }
    }

    /// The picture was asked for, or is not wanted any more.
    func redeem(_ id: AttemptID) {
        let latch = table.withLock { table -> Latch? in
            table.promised[id] = nil
            return table.promised.isEmpty ? table.pickup : nil
        }
        latch?.open()
    }

    /// Returns when no picture is waited for, or when cancelled.
    func pickup() async {
        let latch = Latch()
        table.withLock { table in
            table.forgetPromises(before: time.now - Self.patience)
            if table.promised.isEmpty { latch.open() } else { table.pickup = latch }
        }
        // Cancelled is the drain's limit: who has not come by now finds nobody.
        try? await latch.wait()
    }
}

extension Attempts.Table {
    fileprivate mutating func forgetPromises(before moment: ContinuousClock.Instant) {
        promised = promised.filter { $0.value >= moment }
    }
}
