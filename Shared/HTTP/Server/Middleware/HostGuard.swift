import HTTPCore

/// For a server without credentials: only this machine's own pages and programs may use it.
///
/// A page whose name was pointed at 127.0.0.1 (DNS rebinding) comes with its own name in Host: refused. A page of
/// another origin that changes something comes with its Origin: refused.
package struct HostGuard: Filter {
    private let extraHosts: Set<String>
    private let origins: [String]

    /// Loopback names are allowed, and `extraHosts`, in lower case and without port. Pages of `origins`, as browsers
    /// write them, may change things as well.
    package init(extraHosts: Set<String> = [], origins: [String] = []) {
        self.extraHosts = extraHosts
        self.origins = origins
    }

    package func before(_ request: inout ServerRequest, _ context: RequestContext) throws -> ServerResponse? {
        let authority = request.fields["Host"] ?? ""
        guard Authority.isPlainlyLoopback(authority) || isAllowed(Authority.host(authority[...])) else {
            throw HTTPServerError.hostNotAllowed
        }
        if Self.changes(request.method), let origin = request.fields["Origin"] { try check(origin) }
        return nil
    }

    private func check(_ text: String) throws(HTTPServerError) {
        if origins.contains(text) { return }
        guard let origin = WebOrigin(text), isAllowed(origin.host) else { throw .originNotAllowed }
    }

    private func isAllowed(_ host: String) -> Bool {
        Authority.isLoopback(host) || extraHosts.contains(host)
    }

    private static func changes(_ method: HTTPMethod) -> Bool {
        method == .post || method == .put || method == .patch || method == .delete
    }
}
