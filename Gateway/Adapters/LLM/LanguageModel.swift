import GatewayCore
import HTTPClient
import HTTPCore
import JSON
import Lifecycle
import Locks

/// A language model over HTTP: time limits, retries and reading, whatever its wire.
package struct LanguageModel<Wire: ModelWire>: ScriptModel {
    private let wire: Wire
    private let client: HTTPClient
    private let time: any TimeSource
    private let limits: ModelLimits

    package init(_ wire: Wire, client: HTTPClient, time: any TimeSource, limits: ModelLimits = ModelLimits()) {
        self.wire = wire
        self.client = client
        self.time = time
        self.limits = limits
    }

    package var analyst: AnalystName { wire.analyst }
    package var model: String { wire.model }

    package func answer(
        _ question: ModelQuestion, onToken: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> ModelAnswer {
        let deadline = time.now.advanced(by: limits.call)
        var retry = 1
        while true {
            do {
                return try await once(question, until: deadline, onToken)
            } catch let failure as CallFailure {
                guard failure.mayTryAgain,
                    let delay = limits.backoff.delay(beforeRetry: retry, retryAfter: failure.retryAfter),
                    time.now.advanced(by: delay) < deadline
                else { throw failure.error }
                try await time.sleep(for: delay)
                retry += 1
            }
        }
    }

    /// One exchange beside a watch that ends it when no token comes, or at the deadline.
    private func once(
        _ question: ModelQuestion, until deadline: ContinuousClock.Instant,
        _ onToken: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> ModelAnswer {
        let watch = TokenWatch(time: time, limits: limits, deadline: deadline)
        return try await withThrowingTaskGroup(of: ModelAnswer?.self) { group in
            group.addTask { try await exchange(question, watch, onToken) }
            group.addTask {
                try await watch.run()
                return nil
            }
            defer { group.cancelAll() }
            while let answer = try await group.next() {
                if let answer { return answer }
            }
            throw CancellationError()
        }
    }

    private func exchange(
        _ question: ModelQuestion, _ watch: TokenWatch, _ onToken: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> ModelAnswer {
        do {
            return try await client.withResponse(wire.request(question)) { response in
                guard response.status.isSuccess else { throw try await CallFailure(response) }
                return try await read(response, watch, onToken)
            }
        } catch let error as HTTPClientError {
            if case .cancelled = error { throw CancellationError() }
            throw CallFailure(error)
        } catch let error as ScriptModelError {
            throw CallFailure(error)
        }
    }

    /// A connection that breaks after the first words ends the answer there: what it holds is kept.
    private nonisolated(nonsending) func read(
        _ response: ClientResponse, _ watch: TokenWatch, _ onToken: @Sendable (Int) async throws -> Void
    ) async throws -> ModelAnswer {
        var reader = wire.reader()
        do {
            while !reader.isEnded, let chunk = try await response.nextChunk() {
                try reader.append(chunk)
                if watch.sees(reader.tokens) { try await onToken(reader.tokens) }
            }
        } catch let error as HTTPClientError {
            if case .cancelled = error { throw error }
            guard reader.tokens > 0 else { throw error }
        }
        return try reader.finish()
    }
}

/// How long and how often a model is asked.
package struct ModelLimits: Sendable {
    /// Without a new token (`LLM_STEP_TIMEOUT_SECONDS`).
    package var step: Duration
    /// One call with its retries (`LLM_CALL_TIMEOUT_SECONDS`).
    package var call: Duration
    package var backoff: Backoff

    package init(
        step: Duration = .seconds(60), call: Duration = .seconds(300), backoff: Backoff = Backoff(maxRetries: 2)
    ) {
        self.step = step
        self.call = call
        self.backoff = backoff
    }
}
