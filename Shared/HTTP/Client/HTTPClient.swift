import EventLoop
import HTTPCore
import Locks

/// HTTP/1.1 and HTTP/2 over libcurl, on an event loop.
///
/// An exchange lives in the scope of `withResponse` and dies with it, so nothing is left running.
package final class HTTPClient: Sendable {
    private let core: ClientCore
    private let isShutDown = Locked(false)

    /// A client on `loop`, which must run until after `shutdown`.
    /// - Throws: `HTTPClientError.invalidRequest` if the proxy's address is none.
    package init(loop: EventLoop, settings: HTTPClientSettings = HTTPClientSettings()) throws(HTTPClientError) {
        guard let core = ClientCore(loop: loop, settings: settings) else {
            throw .invalidRequest("the proxy's address, or no memory for libcurl")
        }
        self.core = core
    }

    /// Sends the request and hands its answer to `body` once the head is there; returns what `body` makes of it.
    ///
    /// When `body` returns, throws or is cancelled, the exchange ends at once: a body not read to its end costs its
    /// connection. An answer with an error status is an answer. Throws `HTTPClientError`, and what `body` throws.
    package nonisolated(nonsending) func withResponse<Value: Sendable>(
        _ request: ClientRequest, _ body: nonisolated(nonsending) (ClientResponse) async throws -> Value
    ) async throws -> Value {
        var hop = try Hop(request)
        while true {
            switch try await exchange(hop, body) {
            case .value(let value): return value
            case .redirect(let head): hop = try hop.following(head)
            }
        }
    }

    /// Fails what is under way with `HTTPClientError.shutDown` and closes all connections.
    package func shutdown() async {
        isShutDown.withLock { $0 = true }
        await withCheckedContinuation { done in
            core.onLoop { [core] in
                core.close()
                done.resume()
            }
        }
        await core.resolver.stop()
    }

    // After a shutdown the loop may have ended, and work left with it would keep both alive for ever.
    deinit {
        guard !isShutDown.withLock({ $0 }) else { return }
        core.onLoop { [core] in core.close() }
    }
}

extension HTTPClient {
    private enum Outcome<Value: Sendable> {
        case value(Value)
        case redirect(ResponseHead)
    }

    private nonisolated(nonsending) func exchange<Value: Sendable>(
        _ hop: Hop, _ body: nonisolated(nonsending) (ClientResponse) async throws -> Value
    ) async throws -> Outcome<Value> {
        let transfer = Transfer(hop, core: core)
        return try await withTaskCancellationHandler {
            switch hop.request.body {
            case .none, .bytes: try await answer(transfer, hop, body)
            case .stream(_, let pull): try await answer(transfer, hop, sending: pull, body)
            }
        } onCancel: {
            core.onLoop { transfer.fail(.cancelled(transfer.sent)) }
        }
    }

    private nonisolated(nonsending) func answer<Value: Sendable>(
        _ transfer: Transfer, _ hop: Hop, _ body: nonisolated(nonsending) (ClientResponse) async throws -> Value
    ) async throws -> Outcome<Value> {
        core.onLoop { [core] in core.begin(transfer) }
        defer { core.onLoop { transfer.drop() } }
        let head = try await transfer.nextHead()
        if hop.follows(head) { return .redirect(head) }
        return .value(try await body(ClientResponse(head, transfer)))
    }

    /// The source is asked by a child task, which ends with this scope: `answer` has ended the transfer by then, so that
    /// nothing is waited for.
    private nonisolated(nonsending) func answer<Value: Sendable>(
        _ transfer: Transfer, _ hop: Hop, sending pull: @escaping @Sendable () async throws -> [UInt8]?,
        _ body: nonisolated(nonsending) (ClientResponse) async throws -> Value
    ) async throws -> Outcome<Value> {
        async let _ = transfer.pump(pull)
        return try await answer(transfer, hop, body)
    }
}
