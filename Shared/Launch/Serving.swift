import HTTPServer
import Lifecycle

/// What a composition root gives to be served.
package struct Serving: Sendable {
    /// Answers requests, all middleware included.
    package var handler: Handler
    /// Run beside the server and are stopped after it, the last first.
    package var services: [(name: String, service: any Service)]
    /// Run beside the server and are stopped before it: while they finish, their callers may still connect, for example
    /// to fetch what was made.
    package var finishedFirst: [(name: String, service: any Service)]
    /// Bytes of the largest body that any route takes.
    package var largestBody: Int
    /// Answers the server's own errors.
    package var errorResponder: ErrorResponder
    /// Frees what the handler used, at the very end.
    package var close: @Sendable () async -> Void

    /// A handler and what goes with it.
    package init(
        handler: @escaping Handler, services: [(name: String, service: any Service)] = [],
        finishedFirst: [(name: String, service: any Service)] = [], largestBody: Int,
        errorResponder: @escaping ErrorResponder = ContractErrors.responder,
        close: @escaping @Sendable () async -> Void = {}
    ) {
        self.handler = handler
        self.services = services
        self.finishedFirst = finishedFirst
        self.largestBody = largestBody
        self.errorResponder = errorResponder
        self.close = close
    }
}
