import Lifecycle
import Models

/// Many pictures side by side: each frame on its own, none of them failing another.
package struct Batches: Sendable {
    private let pictures: Pictures
    private let time: any TimeSource

    /// Contract, section 3: longer than the worker's 150 polls of 2 s.
    package static let frameLimit: Duration = .seconds(330)

    /// Makes its pictures by `pictures`.
    package init(pictures: Pictures, time: any TimeSource) {
        self.pictures = pictures
        self.time = time
    }

    /// Makes all pictures and gives each result as it comes; ends when every frame has one. `heard` is told what
    /// happens on the way to each, by its index.
    /// Cancelled, it starts nothing further, and gives what is known of each frame: those at a provider by their task.
    /// - Throws: only what `each` throws; then nothing further is submitted.
    package func run(
        _ order: BatchOrder, for call: CallIdentity,
        heard: @escaping @Sendable (Int, PictureNews) async throws -> Void = { _, _ in },
        each: (BatchResult) async throws -> Void
    ) async throws -> BatchStats {
        var progress = BatchProgress(
            count: order.items.count, concurrency: order.concurrency, stopAfterFailures: order.stopAfterFailures)
        var stats = BatchStats(total: order.items.count, success: 0)
        try await withThrowingTaskGroup(of: FrameEnd.self) { group in
            while true {
                if Task.isCancelled { progress.stop() }
                switch progress.next() {
                case .start(let index): group.addTask { await makeFrame(index, order.items[index], call, heard) }
                case .skip(let index): try await each(skipped(index, order.items[index]))
                case .finished: return
                case .wait:
                    guard let end = try await group.next() else { return }
                    guard let result = settle(end, &progress) else { continue }
                    if result.isSuccess { stats.success += 1 }
                    try await each(result)
                }
            }
        }
        return stats
    }

    private enum FrameEnd: Sendable {
        case result(BatchResult)
        case rateLimited(BatchResult)
    }

    private func settle(_ end: FrameEnd, _ progress: inout BatchProgress) -> BatchResult? {
        switch end {
        case .rateLimited(let result):
            return progress.rateLimited(result.index) ? nil : result
        case .result(let result):
            if result.isSuccess { progress.succeeded() } else { progress.failed() }
            return result
        }
    }

    /// A frame whose provider says "too many" goes back to the queue as long as its time allows: nothing was taken.
    private func makeFrame(
        _ index: Int, _ item: BatchOrder.Item, _ call: CallIdentity,
        _ heard: @escaping @Sendable (Int, PictureNews) async throws -> Void
    ) async -> FrameEnd {
        do {
            let picture = try await pictures.make(item.picture, for: call.item(index + 1), limit: Self.frameLimit) {
                try await heard(index, $0)
            }
            return .result(BatchResult(index: index, sequence: item.sequence, outcome: .success(picture)))
        } catch let error as GatewayError where error.code == .rateLimited && !error.mayHaveCharged {
            return await afterPause(error, index, item)
        } catch {
            return .result(failed(index, item, error))
        }
    }

    private func afterPause(_ error: GatewayError, _ index: Int, _ item: BatchOrder.Item) async -> FrameEnd {
        let pause = Duration.seconds(error.retryAfter ?? 1)
        let result = failed(index, item, error)
        guard pause <= .seconds(60), (try? await time.sleep(for: pause)) != nil else { return .result(result) }
        return .rateLimited(result)
    }

    private func failed(_ index: Int, _ item: BatchOrder.Item, _ error: any Error) -> BatchResult {
        let known = (error as? GatewayError) ?? .fault(cause: error)
        return BatchResult(index: index, sequence: item.sequence, outcome: .failure(known))
    }

    private func skipped(_ index: Int, _ item: BatchOrder.Item) -> BatchResult {
        guard !Task.isCancelled else { return failed(index, item, GatewayError.shuttingDown(nil)) }
        let reason = LocalizedText(
            zh: "失败次数达到 stopAfterFailures，未开始", en: "not started: stopAfterFailures was reached")
        return failed(index, item, GatewayError.batch(code: .conflict, reason: reason, details: nil))
    }
}
