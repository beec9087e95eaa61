import GatewayCore
import HTTPServer
import JSON
import Lifecycle
import Locks
import Models

/// Makes the pictures of one request side by side, each under an attempt of its own, and answers.
struct ImageRun: Sendable {
    let set: ImageSet
    let delivery: PictureDelivery
    let batches: Batches
    let recent: RecentOrders
    let concurrency: Int
    let time: any TimeSource

    private var pictures: Pictures { delivery.pictures }
    private var call: CallIdentity { delivery.call }

    /// One JSON answer with all pictures. Those that could not be made are told in `errors`: what is paid for is
    /// delivered all the same.
    /// - Throws: `GatewayError` when there is no picture at all.
    func answer() async throws -> ServerResponse {
        let started = time.now
        let results = try await known {
            let ends = try await self.results { _, _ in }
            guard ends.contains(where: \.isSuccess) else { throw Self.firstFailure(ends) }
            return ends
        }
        let answer = ImageAnswer(
            results: results, set: set, delivery, created: Int(time.unixSeconds),
            seconds: started.duration(to: time.now) / .seconds(1))
        var response = ServerResponse.json(length: answer.length) { writer in
            try await answer.write(delivery, to: writer)
            try await writer.write([])
            noteAnswered()
        }
        // Repeating it would cost as much again.
        response.fields["x-should-retry"] = "false"
        return response
    }

    /// Server-sent events: pictures on the way where the provider has them, then each as it is finished.
    func events() -> ServerResponse {
        var response = ServerResponse.eventStream { writer in
            let events = ImageEvents(
                set: set, pictures: pictures, call: call, writer: writer, time: time, started: time.now)
            do {
                try await known { try await deliver(events) }
                noteAnswered()
            } catch let error as GatewayError {
                try await events.fail(error)
            }
        }
        response.fields["x-should-retry"] = "false"
        return response
    }

    /// Runs `make`; what certainly cost nothing is forgotten, so that a repetition of the request tries anew. Not what was
    /// cut short, by a client that left or by our own end: there something may be at a provider that we never heard of.
    private func known<Value: Sendable>(_ make: () async throws -> Value) async throws -> Value {
        do {
            return try await make()
        } catch let error as GatewayError where !error.mayHaveCharged && error.code != .shuttingDown {
            if let attempt = call.attempt, !Task.isCancelled { recent.forget(set.fingerprint, attempt.id) }
            throw error
        }
    }

    private func noteAnswered() {
        if let attempt = call.attempt { recent.answered(set.fingerprint, attempt.id) }
    }

    /// One after the other leaves here: what is written by two at once would mix.
    private func deliver(_ events: ImageEvents) async throws {
        let (stream, continuation) = AsyncThrowingStream<ImageEvents.Step, any Error>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    let results = try await results {
                        continuation.yield(.news($0, $1))
                    } each: {
                        continuation.yield(.result($0))
                    }
                    if results.allSatisfy({ !$0.isSuccess }) { throw Self.firstFailure(results) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            for try await step in stream { try await events.send(step) }
            try await group.waitForAll()
        }
    }

    /// All results in the order of the set; a single picture has the longer limit of its own.
    private func results(
        heard: @escaping @Sendable (Int, PictureNews) -> Void,
        each: @escaping @Sendable (BatchResult) -> Void = { _ in }
    ) async throws -> [BatchResult] {
        guard set.orders.count > 1 else {
            let picture = try await pictures.make(set.orders[0], for: call.item(1)) { heard(0, $0) }
            let result = BatchResult(index: 0, sequence: 1, outcome: .success(picture))
            each(result)
            return [result]
        }
        let items = set.orders.enumerated().map { BatchOrder.Item(sequence: $0.offset + 1, picture: $0.element) }
        let order = BatchOrder(items: items, concurrency: min(items.count, concurrency))
        let results = Locked<[BatchResult?]>(Array(repeating: nil, count: items.count))
        _ = try await batches.run(order, for: call, heard: { heard($0, $1) }) { result in
            results.withLock { $0[result.index] = result }
            each(result)
        }
        return results.withLock { $0.compactMap(\.self) }
    }

    /// The one that names a task comes first: it may have been charged, and the client must hear of it.
    private static func firstFailure(_ results: [BatchResult]) -> GatewayError {
        let errors = results.compactMap { result -> GatewayError? in
            guard case .failure(let error) = result.outcome else { return nil }
            return error
        }
        return errors.first(where: \.mayHaveCharged) ?? errors.first ?? .shuttingDown(nil)
    }
}
