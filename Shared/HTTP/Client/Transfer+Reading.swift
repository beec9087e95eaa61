import HTTPCore

extension Transfer {
    /// The head of the answer, once; interim answers are skipped.
    nonisolated(nonsending) func nextHead() async throws(HTTPClientError) -> ResponseHead {
        try await withCheckedContinuation { (waiter: CheckedContinuation<HeadAnswer, Never>) in
            core.onLoop { [self] in
                if let head { return waiter.resume(returning: .success(head)) }
                if case .finished(let error) = phase {
                    return waiter.resume(returning: .failure(error ?? .exchangeFailed("no answer", sent)))
                }
                precondition(headWaiter == nil, "one reader at a time")
                headWaiter = waiter
            }
        }.get()
    }

    /// What has come of the body, or the next that comes; nil at its end.
    nonisolated(nonsending) func nextChunk() async throws(HTTPClientError) -> [UInt8]? {
        if core.loop.isCurrent, let ready = readyChunk() { return try ready.get() }
        return try await withCheckedContinuation { (waiter: CheckedContinuation<ChunkAnswer, Never>) in
            core.onLoop { [self] in
                if let ready = readyChunk() { return waiter.resume(returning: ready) }
                precondition(chunkWaiter == nil, "one reader at a time")
                chunkWaiter = waiter
            }
        }.get()
    }

    /// What is left of the body, gathered where it arrives: not copied again, and the reader is woken once.
    nonisolated(nonsending) func rest(limit: Int) async throws(HTTPClientError) -> [UInt8] {
        try await withCheckedContinuation { (waiter: CheckedContinuation<ChunkAnswer, Never>) in
            core.onLoop { [self] in
                precondition(chunkWaiter == nil, "one reader at a time")
                if case .finished(let error) = phase {
                    return waiter.resume(returning: error.map { .failure($0) } ?? whole(limit: limit))
                }
                chunkWaiter = waiter
                if body.gather(limit: limit, expected: declaredLength ?? 0) { applyPauses() }
            }
        }.get() ?? []
    }

    private func whole(limit: Int) -> ChunkAnswer {
        let bytes = body.take().bytes
        return bytes.count <= limit ? .success(bytes) : .failure(.bodyTooLarge(limit: limit))
    }

    /// Gives a waiting reader what has come, unless it wants all at once.
    func deliver() {
        guard let waiter = chunkWaiter, !body.isEmpty, !body.isGathering else { return }
        chunkWaiter = nil
        waiter.resume(returning: .success(takeChunk()))
    }

    /// On the loop. What has come is told before a failure: a stream's first words may name a task that is paid for.
    private func readyChunk() -> ChunkAnswer? {
        guard body.isEmpty else { return .success(takeChunk()) }
        if case .finished(.some(let error)) = phase { return .failure(error) }
        return isFinished ? .success(nil) : nil
    }

    private func takeChunk() -> [UInt8] {
        let (bytes, resumes) = body.take()
        if resumes { applyPauses() }
        return bytes
    }

    /// Tells libcurl which directions wait for the caller.
    func applyPauses() {
        clocks.progressed()
        guard let easy, case .running = phase else { return }
        pool?.setPause(easy, receiving: body.isRefusing, sending: upload.isStarving)
    }
}
