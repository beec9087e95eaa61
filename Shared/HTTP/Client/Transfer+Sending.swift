extension Transfer {
    /// Asks the source for chunk after chunk, as the peer takes them; returns when all is handed over or the transfer ended.
    func pump(_ pull: @Sendable () async throws -> [UInt8]?) async {
        do {
            while let chunk = try await pull() {
                guard await feed(chunk) else { return }
            }
            core.onLoop { [self] in
                upload.finish()
                resumeSending()
            }
        } catch {
            core.onLoop { [self] in fail(.uploadFailed(error, sent)) }
        }
    }

    /// Returns when there is room for more; false if nobody wants more.
    private func feed(_ chunk: [UInt8]) async -> Bool {
        await withCheckedContinuation { waiter in
            core.onLoop { [self] in
                guard !isFinished else { return waiter.resume(returning: false) }
                upload.feed(chunk)
                if upload.wantsMore { waiter.resume(returning: true) } else { uploadWaiter = waiter }
                resumeSending()
            }
        }
    }

    /// Has libcurl ask again, if it has asked in vain.
    func resumeSending() {
        guard upload.isStarving else { return }
        upload.resume()
        applyPauses()
    }
}
