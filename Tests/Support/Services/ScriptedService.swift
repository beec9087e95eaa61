import HTTPServer
import Lifecycle
import Locks

/// A provider's server, played over real sockets, which counts what it is asked for and what it bills.
///
/// Two ways to have one: beside a server of its own (`ScriptedJimeng`), or over a `ServiceLedger` that does the counting.
package protocol ScriptedService: Sendable {
    /// Its routes, to be served.
    var router: Router { get }

    /// Behaves so towards one submit after the other; the last towards all further ones. Never empty.
    func play(_ conducts: [Conduct])

    /// Pictures that are `slow` come now.
    func release()

    /// Requests for a picture that have arrived.
    var submits: Int { get }

    /// Pictures that cost money.
    var billed: Int { get }
}

/// What a scripted service has seen and billed, and how it goes on.
package final class ServiceLedger: Sendable {
    private struct State {
        var conducts: [Conduct] = [.pictureByBase64]
        var bodies: [[UInt8]] = []
        var billed = 0
    }

    private let state = Locked(State())
    private let released = Latch()

    package init() {}

    package func play(_ conducts: [Conduct]) { state.withLock { $0.conducts = conducts } }

    /// Counts a request for a picture, and what it costs; says how to behave. Call it once the request is here whole.
    package func submitted(_ body: [UInt8]) -> Conduct {
        state.withLock { state in
            state.bodies.append(body)
            let conduct = state.conducts[min(state.bodies.count, state.conducts.count) - 1]
            if conduct.isBilled { state.billed += 1 }
            return conduct
        }
    }

    /// The conduct towards the submit that came last.
    package var last: Conduct {
        state.withLock { $0.conducts[min(max($0.bodies.count, 1), $0.conducts.count) - 1] }
    }

    package func release() { released.open() }

    /// Returns once `slow` pictures may come; throws when the client leaves before.
    package func waitForRelease() async throws { try await released.wait() }

    package var submits: Int { state.withLock { $0.bodies.count } }
    package var billed: Int { state.withLock { $0.billed } }
    /// Of the requests for a picture, in order.
    package var bodies: [[UInt8]] { state.withLock { $0.bodies } }
}
